package io.penstock.benchmarks.lake;

import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The 24 tables of TPC-DS that its queries read, with the names and types of Spark's own TPC-DS
 * schema: identifiers are INT, CHAR and VARCHAR are strings. A row is the list of its values as
 * text, null for NULL.
 */
final class TpcdsTables {
  private static final long ROWS_PER_FILE = 1_000_000;

  /** The generator makes tables of fewer rows in one part, whatever the number of parts. */
  private static final long MIN_ROWS_OF_PARTS = 1_000_000;

  /** Names that the generator spells otherwise than the specification. */
  private static final Map<String, String> NAMES =
      Map.of(
          "c_last_review_date_sk", "c_last_review_date",
          "p_response_targe", "p_response_target",
          "s_tax_precentage", "s_tax_percentage");

  /** Rows for each ticket or order, which is what the generator counts; about 1 for the rest. */
  private static final Map<Table, Double> ROWS_PER_ORDER =
      Map.of(
          Table.STORE_SALES, 12.0,
          Table.CATALOG_SALES, 9.0,
          Table.WEB_SALES, 12.0,
          Table.STORE_RETURNS, 1.2,
          Table.CATALOG_RETURNS, 0.9,
          Table.WEB_RETURNS, 1.2);

  private TpcdsTables() {}

  static List<TableLayout<?>> at(BigDecimal scale) {
    Session session = Session.getDefaultSession().withScale(scale.doubleValue());
    return Table.getBaseTables().stream()
        .filter(table -> table != Table.DBGEN_VERSION)
        .<TableLayout<?>>map(table -> layout(table, session.withTable(table)))
        .sorted(Comparator.<TableLayout<?>>comparingLong(TableLayout::rows).reversed())
        .toList();
  }

  private static TableLayout<List<@Nullable String>> layout(Table table, Session session) {
    long counted = session.getScaling().getRowCount(table);
    long rows = Math.round(counted * ROWS_PER_ORDER.getOrDefault(table, 1.0));
    int files = counted < MIN_ROWS_OF_PARTS ? 1 : TableLayout.filesFor(rows, ROWS_PER_FILE, 1);
    return new TableLayout<>(
        table.getName(),
        Arrays.stream(table.getColumns()).map(column -> column(column, counted)).toList(),
        rows,
        files,
        part -> rows(table, session.withParallelism(files).withChunkNumber(part)));
  }

  /** Of a row and the returns that it leads to, the session's table decides which one is made. */
  private static Iterable<List<@Nullable String>> rows(Table table, Session session) {
    Results results = Results.constructResults(table, session);
    return () ->
        StreamSupport.stream(results.spliterator(), false).map(rows -> rows.get(0)).iterator();
  }

  private static LakeColumn<List<@Nullable String>> column(Column column, long orders) {
    int position = column.getPosition();
    DataType type = lakeType(column, orders);
    return new LakeColumn<>(
        NAMES.getOrDefault(column.getName(), column.getName()),
        type,
        (row, to) -> {
          String text = row.get(position);
          if (text == null) {
            to.addNull();
          } else if (type instanceof StringType) {
            to.add(text);
          } else {
            to.add(number(text, type));
          }
        });
  }

  private static DataType lakeType(Column column, long orders) {
    ColumnType type = column.getType();
    return switch (type.getBase()) {
      case IDENTIFIER ->
          orders > Integer.MAX_VALUE && column.getName().matches(".*_(ticket|order)_number")
              ? LongType.LONG
              : IntegerType.INTEGER;
      case INTEGER -> IntegerType.INTEGER;
      case DATE -> DateType.DATE;
      case DECIMAL ->
          new DecimalType(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case CHAR, VARCHAR, TIME -> StringType.STRING;
    };
  }

  private static long number(String text, DataType type) {
    if (type instanceof DateType) {
      return LocalDate.parse(text).toEpochDay();
    }
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(text).setScale(decimal.getScale()).unscaledValue().longValueExact();
    }
    return Long.parseLong(text);
  }
}
