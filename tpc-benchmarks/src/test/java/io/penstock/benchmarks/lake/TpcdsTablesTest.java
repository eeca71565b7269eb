package io.penstock.benchmarks.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TpcdsTablesTest {
  private static final BigDecimal TINY = new BigDecimal("0.01");

  @Test
  void thereAreTwentyFourTables() {
    assertThat(Benchmark.TPCDS.tableNames())
        .hasSize(24)
        .contains("store_sales", "date_dim", "customer_demographics")
        .doesNotContain("dbgen_version");
  }

  @Test
  void columnsHaveTheNamesAndTypesOfSparksSchema() {
    assertThat(columns("customer", TINY))
        .hasSize(18)
        .startsWith("c_customer_sk integer", "c_customer_id string")
        .contains("c_last_review_date integer", "c_birth_country string");
    assertThat(columns("promotion", TINY))
        .contains("p_response_target integer", "p_cost Decimal(15, 2)");
    assertThat(columns("store", TINY))
        .contains("s_tax_percentage Decimal(5, 2)", "s_rec_start_date date");
    assertThat(columns("store_sales", TINY))
        .contains("ss_ticket_number integer", "ss_net_profit Decimal(7, 2)");
  }

  @Test
  void orderNumbersAreWiderWhereTheScaleNeedsIt() {
    assertThat(type("store_sales", "ss_ticket_number", "10000")).isEqualTo(LongType.LONG);
    assertThat(type("store_returns", "sr_ticket_number", "10000")).isEqualTo(LongType.LONG);
    assertThat(type("store_sales", "ss_item_sk", "10000")).isEqualTo(IntegerType.INTEGER);
    assertThat(type("store_sales", "ss_ticket_number", "1000")).isEqualTo(IntegerType.INTEGER);
  }

  @Test
  void rowsHaveNullsDatesAndLettersBeyondAscii() {
    List<List<Object>> sites = rows("web_site", TINY, 1);
    assertThat(sites).hasSize(2);
    assertThat(sites.get(0).subList(0, 5))
        .containsExactly(1, "AAAAAAAABAAAAAAA", "1997-08-16", null, "site_0");
    Set<Object> countries =
        rows("customer", TINY, 1).stream().map(row -> row.get(14)).collect(Collectors.toSet());
    assertThat(countries).contains("CÔTE D'IVOIRE", "RÉUNION", "CHILE").contains((Object) null);
  }

  @Test
  void aBigTablesSecondFileBeginsWhereTheFirstOneEnds() {
    TableLayout<?> layout = layout("customer_demographics", TINY);
    assertThat(layout.files()).isEqualTo(2);

    try (RowBatches<?> second =
        new RowBatches<>(layout("customer_demographics", TINY), 2, size -> {})) {
      assertThat(second.next().getData().getColumnVector(0).getInt(0)).isEqualTo(960_401);
    }
  }

  private static List<String> columns(String table, BigDecimal scale) {
    return layout(table, scale).columns().stream().map(c -> c.name() + " " + c.type()).toList();
  }

  private static DataType type(String table, String column, String scale) {
    return layout(table, new BigDecimal(scale)).columns().stream()
        .filter(c -> c.name().equals(column))
        .findFirst()
        .orElseThrow()
        .type();
  }

  private static TableLayout<?> layout(String table, BigDecimal scale) {
    return Benchmark.TPCDS.tables(scale).stream()
        .filter(layout -> layout.name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<Object>> rows(String table, BigDecimal scale, int part) {
    List<List<Object>> rows = new ArrayList<>();
    try (RowBatches<?> batches = new RowBatches<>(layout(table, scale), part, size -> {})) {
      while (batches.hasNext()) {
        var batch = batches.next().getData();
        for (int row = 0; row < batch.getSize(); row++) {
          List<Object> values = new ArrayList<>();
          for (int column = 0; column < batch.getSchema().length(); column++) {
            values.add(value((ColumnBuffer) batch.getColumnVector(column), row));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  private static Object value(ColumnBuffer column, int row) {
    if (column.isNullAt(row)) {
      return null;
    }
    return switch (column.getDataType().toString()) {
      case "integer" -> column.getInt(row);
      case "long" -> column.getLong(row);
      case "string" -> column.getString(row);
      case "date" -> java.time.LocalDate.ofEpochDay(column.getInt(row)).toString();
      default -> column.getDecimal(row);
    };
  }
}
