package io.penstock.benchmarks.lake;

import io.delta.kernel.types.DataType;

/**
 * One column of a table, and how its value is got from a row.
 *
 * @param <R> the generator's rows
 */
record LakeColumn<R>(String name, DataType type, Reader<R> reader) {

  /** Appends a row's value to the column's buffer. */
  @FunctionalInterface
  interface Reader<R> {
    void read(R row, ColumnBuffer buffer);
  }
}
