package io.penstock.execution.api;

/**
 * A table that a statement may touch: at one version to read it, or as a target, to change or
 * create it.
 *
 * @param name the name under which the statement's text refers to it, fully resolved
 * @param location URI of the table's folder
 * @param version Delta version to read, from 0; {@link #TARGET} for a target, which is seen at its
 *     newest version and committed under Delta's optimistic concurrency control
 */
public record TablePin(TableName name, String location, long version) {
  public static final long TARGET = -1;

  public TablePin {
    if (version < TARGET) {
      throw new IllegalArgumentException("a Delta version counts from 0");
    }
  }

  /** A table that the statement changes or creates. */
  public static TablePin target(TableName name, String location) {
    return new TablePin(name, location, TARGET);
  }

  /** Whether the statement may change the table. */
  public boolean isTarget() {
    return version == TARGET;
  }
}
