package io.penstock.execution.api;

import java.util.Optional;

/**
 * A table that a statement may touch: at one version to read it, or as a target, to change or
 * create it. Or data files that belong to no table, to read them.
 *
 * @param name the name under which the statement's text refers to it, fully resolved
 * @param location URI of the table's folder; of {@link #FILES} a path, which may be a pattern
 * @param version Delta version to read, from 0; {@link #TARGET} for a target, which is seen at its
 *     newest version and committed under Delta's optimistic concurrency control; {@link #FILES}
 * @param files that the statement has to read, if who sends it has looked them up: the engine then
 *     reads no others of this version, and no log
 */
public record TablePin(TableName name, String location, long version, Optional<TableFiles> files) {
  public static final long TARGET = -1;

  /** Data files: the schema part of the name is their format, the table part their path. */
  public static final long FILES = -2;

  public TablePin {
    if (version < FILES) {
      throw new IllegalArgumentException("a Delta version counts from 0");
    }
    if (version < 0 && files.isPresent()) {
      throw new IllegalArgumentException("only a version of a table has a list of files");
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

  /**
   * Data files that belong to no table.
   *
   * @param name format and path as the text has them
   * @param path to read, absolute; may be a pattern
   */
  public static TablePin files(TableName name, String path) {
    return new TablePin(name, path, FILES);
  }

  /** Whether it stands for data files that belong to no table. */
  public boolean isFiles() {
    return version == FILES;
  }

  /** Whether the statement may change the table. */
  public boolean isTarget() {
    return version == TARGET;
  }
}
