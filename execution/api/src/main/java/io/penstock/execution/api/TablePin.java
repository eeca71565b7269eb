package io.penstock.execution.api;

import java.util.Optional;

/**
 * A table that a statement may touch: at one version to read it, or as a target, to change or
 * create it.
 *
 * @param name the name under which the statement's text refers to it, fully resolved
 * @param location URI of the table's folder
 * @param version Delta version to read, from 0; {@link #TARGET} for a target, which is seen at its
 *     newest version and committed under Delta's optimistic concurrency control
 * @param files that the statement has to read, if who sends it has looked them up: the engine then
 *     reads no others of this version, and no log
 */
public record TablePin(TableName name, String location, long version, Optional<TableFiles> files) {
  public static final long TARGET = -1;

  public TablePin {
    if (version < TARGET) {
      throw new IllegalArgumentException("a Delta version counts from 0");
    }
    if (version == TARGET && files.isPresent()) {
      throw new IllegalArgumentException("a target is not read at one version");
    }
  }

  /** A table of which the engine looks up the files. */
  public TablePin(TableName name, String location, long version) {
    this(name, location, version, Optional.empty());
  }

  /** The same version, of which only these files have to be read. */
  public TablePin reading(TableFiles only) {
    return new TablePin(name, location, version, Optional.of(only));
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
