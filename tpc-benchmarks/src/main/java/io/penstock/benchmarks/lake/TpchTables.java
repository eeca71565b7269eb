package io.penstock.benchmarks.lake;

import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.util.List;

/** The eight tables of TPC-H. */
final class TpchTables {
  private static final DecimalType MONEY = new DecimalType(15, 2);

  private TpchTables() {}

  static List<TableLayout<?>> at(BigDecimal scale) {
    return List.of(
        of(TpchTable.LINE_ITEM, scale, 6_000_000, 750_000, 4),
        of(TpchTable.ORDERS, scale, 1_500_000, 400_000, 2),
        of(TpchTable.PART_SUPPLIER, scale, 800_000, 400_000, 2),
        of(TpchTable.CUSTOMER, scale, 150_000, 200_000, 1),
        of(TpchTable.PART, scale, 200_000, 200_000, 1),
        of(TpchTable.SUPPLIER, scale, 10_000, 200_000, 1),
        layout(TpchTable.NATION, scale, 25, 1),
        layout(TpchTable.REGION, scale, 5, 1));
  }

  private static <E extends TpchEntity> TableLayout<E> of(
      TpchTable<E> table, BigDecimal scale, long rowsAtOne, long rowsPerFile, int minFiles) {
    long rows = scale.multiply(BigDecimal.valueOf(rowsAtOne)).longValue();
    return layout(table, scale, rows, TableLayout.filesFor(rows, rowsPerFile, minFiles));
  }

  private static <E extends TpchEntity> TableLayout<E> layout(
      TpchTable<E> table, BigDecimal scale, long rows, int files) {
    return new TableLayout<>(
        table.getTableName(),
        table.getColumns().stream().map(TpchTables::column).toList(),
        rows,
        files,
        part -> table.createGenerator(scale.doubleValue(), part, files));
  }

  private static <E extends TpchEntity> LakeColumn<E> column(TpchColumn<E> column) {
    String name = column.getColumnName();
    return switch (column.getType().getBase()) {
      case IDENTIFIER ->
          new LakeColumn<>(name, LongType.LONG, (row, to) -> to.add(column.getIdentifier(row)));
      case INTEGER ->
          new LakeColumn<>(name, IntegerType.INTEGER, (row, to) -> to.add(column.getInteger(row)));
      case DATE -> new LakeColumn<>(name, DateType.DATE, (row, to) -> to.add(column.getDate(row)));
      // the generator's doubles are whole hundredths, so that rounding gives them back exactly
      case DOUBLE ->
          new LakeColumn<>(
              name, MONEY, (row, to) -> to.add(Math.round(column.getDouble(row) * 100)));
      case VARCHAR ->
          new LakeColumn<>(name, StringType.STRING, (row, to) -> to.add(column.getString(row)));
    };
  }
}
