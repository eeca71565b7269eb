package io.penstock.execution.api;

import java.util.List;
import java.util.Optional;

/**
 * A name that a statement's text uses for a table, as the engine's parser understood it; it may be
 * that of a common table expression or a view instead.
 *
 * @param parts of the name, one to many, without quotes
 * @param use what the statement does with it
 * @param start of the name in the text, in UTF-16 units from 0; -1 if it is not known
 * @param end of the name in the text, exclusive; -1 if it is not known
 * @param location that the text gives for a table to be created
 */
public record TableReference(
    List<String> parts, Use use, int start, int end, Optional<String> location) {

  /** What a statement does with a table. */
  public enum Use {
    READ,
    /** Changes it, or asks for something that is only known of its newest version. */
    CHANGE,
    /** Creates it; it must not exist. */
    CREATE,
    /** Creates it unless it exists; then the statement does nothing. */
    CREATE_IF_MISSING,
    /** Creates it, or replaces the one that exists. */
    CREATE_OR_REPLACE,
    /** Replaces it; it must exist. */
    REPLACE;

    /** Whether a table may come into being. */
    public boolean creates() {
      return this == CREATE || this == CREATE_IF_MISSING || this == CREATE_OR_REPLACE;
    }
  }

  public TableReference {
    parts = List.copyOf(parts);
  }
}
