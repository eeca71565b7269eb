package io.penstock.benchmarks.lake;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The benchmarks whose lakes can be made. */
public enum Benchmark {
  // 37,500 bytes measured at scale 1, and some reserve
  TPCH("TPC-H", 42_000),
  TPCDS("TPC-DS", 30_000);

  private final String title;
  private final long bytesPerThousandRows;

  Benchmark(String title, long bytesPerThousandRows) {
    this.title = title;
    this.bytesPerThousandRows = bytesPerThousandRows;
  }

  /**
   * The benchmark of a schema's name.
   *
   * @throws ToolException INVALID_PARAMETER_VALUE if there is none
   */
  public static Benchmark named(String schema) {
    return Arrays.stream(values())
        .filter(benchmark -> benchmark.schema().equals(schema))
        .findFirst()
        .orElseThrow(
            () ->
                new ToolException(
                    Code.INVALID_PARAMETER_VALUE,
                    "Unknown benchmark '"
                        + schema
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Benchmark::schema)
                            .collect(Collectors.joining(" and "))
                        + "."));
  }

  /** The name for people, such as TPC-H. */
  public String title() {
    return title;
  }

  /** The schema folder of its tables, under the lake. */
  public String schema() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A table of a lake, whether or not it exists. */
  public LakeTable table(Path lake, String name) {
    return new LakeTable(this, lake.resolve(schema()).resolve(name));
  }

  /** The names of its tables. */
  public List<String> tableNames() {
    return tables(BigDecimal.ONE).stream().map(TableLayout::name).sorted().toList();
  }

  /** Rows of all tables at a scale, roughly. */
  public long expectedRows(BigDecimal scale) {
    return tables(scale).stream().mapToLong(TableLayout::rows).sum();
  }

  /** The big tables first, so that no thread ends long before the others. */
  List<TableLayout<?>> tables(BigDecimal scale) {
    return switch (this) {
      case TPCH -> TpchTables.at(scale);
      case TPCDS -> TpcdsTables.at(scale);
    };
  }

  /** The property of a table that says at which scale it was made. */
  String scaleProperty() {
    return "penstock." + schema() + ".scale";
  }

  long expectedBytes(long rows) {
    return rows * bytesPerThousandRows / 1000 + (1 << 20);
  }
}
