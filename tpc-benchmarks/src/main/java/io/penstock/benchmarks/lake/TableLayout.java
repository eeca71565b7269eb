package io.penstock.benchmarks.lake;

import io.delta.kernel.types.StructType;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How one table of a benchmark lies in the lake at a scale.
 *
 * @param rows as the specification says, which may be roughly as many as are made
 * @param files data files at most, each from one part of the generator
 * @param parts the rows of one file; parts count from 1
 * @param <R> the generator's rows
 */
record TableLayout<R>(
    String name,
    List<LakeColumn<R>> columns,
    long rows,
    int files,
    IntFunction<Iterable<R>> parts) {

  private static final int MAX_FILES = 10_000;

  TableLayout {
    columns = List.copyOf(columns);
  }

  /** How many files so many rows make. */
  static int filesFor(long rows, long rowsPerFile, int minFiles) {
    return (int) Math.min(MAX_FILES, Math.max(minFiles, (rows + rowsPerFile - 1) / rowsPerFile));
  }

  StructType schema() {
    StructType schema = new StructType();
    for (LakeColumn<R> column : columns) {
      schema = schema.add(column.name(), column.type());
    }
    return schema;
  }
}
