package io.penstock.benchmarks.lake;

import io.delta.kernel.types.StructType;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.util.List;

/**
 * How one table of the benchmark lies in the lake at a scale.
 *
 * @param rows as the specification says, which for lineitem is about as many
 * @param files data files, each from one part of the generator
 * @param <E> the table's rows
 */
record TableLayout<E extends TpchEntity>(
    TpchTable<E> table, StructType schema, double scale, long rows, int files) {

  private static final int MAX_FILES = 10_000;

  /** All eight tables, the big ones first, so that no thread ends long before the others. */
  static List<TableLayout<?>> all(BigDecimal scale) {
    return List.of(
        of(TpchTable.LINE_ITEM, scale, 6_000_000, 750_000, 4),
        of(TpchTable.ORDERS, scale, 1_500_000, 400_000, 2),
        of(TpchTable.PART_SUPPLIER, scale, 800_000, 400_000, 2),
        of(TpchTable.CUSTOMER, scale, 150_000, 200_000, 1),
        of(TpchTable.PART, scale, 200_000, 200_000, 1),
        of(TpchTable.SUPPLIER, scale, 10_000, 200_000, 1),
        fixed(TpchTable.NATION, scale, 25),
        fixed(TpchTable.REGION, scale, 5));
  }

  private static <E extends TpchEntity> TableLayout<E> of(
      TpchTable<E> table, BigDecimal scale, long rowsAtOne, long rowsPerFile, int minFiles) {
    long rows = scale.multiply(BigDecimal.valueOf(rowsAtOne)).longValue();
    long files = Math.max(minFiles, (rows + rowsPerFile - 1) / rowsPerFile);
    return new TableLayout<>(
        table, lakeSchema(table), scale.doubleValue(), rows, (int) Math.min(MAX_FILES, files));
  }

  private static <E extends TpchEntity> TableLayout<E> fixed(
      TpchTable<E> table, BigDecimal scale, long rows) {
    return new TableLayout<>(table, lakeSchema(table), scale.doubleValue(), rows, 1);
  }

  private static <E extends TpchEntity> StructType lakeSchema(TpchTable<E> table) {
    StructType schema = new StructType();
    for (TpchColumn<E> column : table.getColumns()) {
      schema = schema.add(column.getColumnName(), ColumnBuffer.lakeType(column));
    }
    return schema;
  }

  String name() {
    return table.getTableName();
  }

  /** The rows of one file; parts count from 1. */
  Iterable<E> part(int part) {
    return table.createGenerator(scale, part, files);
  }
}
