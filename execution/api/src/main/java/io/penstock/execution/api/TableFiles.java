package io.penstock.execution.api;

import java.util.List;

/**
 * What a reader needs of a table version besides its data files, so that it need not read the log.
 *
 * @param protocol the version's {@code protocol} action, a line of JSON as in the log
 * @param metadata the action that describes the table, such as its schema
 * @param adds the {@code add} actions of the files that the statement has to read, with their
 *     deletion vectors; statistics may be left out
 */
public record TableFiles(String protocol, String metadata, List<String> adds) {
  public TableFiles {
    adds = List.copyOf(adds);
  }

  @Override
  public String toString() {
    return adds.size() + " files";
  }
}
