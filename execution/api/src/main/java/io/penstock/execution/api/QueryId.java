package io.penstock.execution.api;

import java.util.UUID;

/**
 * Identifies one query from submission to its record in the history. Printable ASCII, no blanks.
 */
public record QueryId(String value) {
  public QueryId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("query id must have 1 to 64 characters");
    }
  }

  /** A new identifier that no other query has. */
  public static QueryId random() {
    return new QueryId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
