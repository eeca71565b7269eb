package io.penstock.execution.api;

/**
 * A table that a statement may touch, and the version that it must see.
 *
 * @param name the name under which the statement's text refers to it, fully resolved
 * @param location URI of the table's folder
 * @param version Delta version, from 0
 */
public record TablePin(TableName name, String location, long version) {
  public TablePin {
    if (version < 0) {
      throw new IllegalArgumentException("a Delta version counts from 0");
    }
  }
}
