package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Short calls: {@code SELECT 1} beside plain Spark, and catalog calls while another connection
 * keeps the engine busy.
 */
final class LatencySection {
  /** After fewer calls the compiler is still at work in all three processes. */
  private static final int WARM_UP_STATEMENTS = 500;

  private static final int WARM_UP_CALLS = 300;
  private static final int CALLS = 200;

  private final PipeSetting setting;

  LatencySection(PipeSetting setting) {
    this.setting = setting;
  }

  /** One call through the pipe, one in plain Spark, in turn. */
  void selectOne(Connection connection, PlainSparkProcess plain) throws SQLException {
    for (int i = -WARM_UP_STATEMENTS; i < CALLS; i++) {
      long start = System.nanoTime();
      RowReader.readAll(connection, "SELECT 1");
      long penstockNanos = System.nanoTime() - start;
      long plainNanos = plain.run("SELECT 1").nanos();
      if (i >= 0) {
        setting.samples().add("select1.penstock.ns", penstockNanos);
        setting.samples().add("select1.plain.ns", plainNanos);
      }
    }
    TextTable table = new TextTable("SELECT 1, warm", "p50 ms", "p95 ms", "p99 ms");
    addRow(table, "penstock, JDBC", "select1.penstock.ns");
    addRow(table, "plain Spark, inside", "select1.plain.ns");
    print("SELECT 1", table);
    long difference =
        setting.samples().percentile("select1.penstock.ns", 0.5)
            - setting.samples().percentile("select1.plain.ns", 0.5);
    setting.out().printf(Locale.ROOT, "%nDifference of the medians: %.1f ms%n", difference / 1e6);
  }

  /** Catalog calls on one connection while the other runs long queries. */
  void catalog(Connection connection, Connection busyConnection) throws SQLException {
    TextTable table = new TextTable("catalog call", "p50 ms", "p95 ms", "p99 ms");
    measureCatalog(connection, "idle");
    try (LongQuery busy = LongQuery.start(busyConnection)) {
      measureCatalog(connection, "busy");
      busy.checkStillRunning();
    }
    for (String load : new String[] {"idle", "busy"}) {
      addRow(table, "getTables, " + load, "getTables." + load + ".ns");
      addRow(table, "getColumns, " + load, "getColumns." + load + ".ns");
    }
    print("Catalog calls, idle and while a long query runs", table);
  }

  private void measureCatalog(Connection connection, String load) throws SQLException {
    DatabaseMetaData catalog = connection.getMetaData();
    for (int i = -WARM_UP_CALLS; i < CALLS; i++) {
      long start = System.nanoTime();
      try (ResultSet tables = catalog.getTables(null, "tpch", "%", null)) {
        new RowReader(tables).read(Long.MAX_VALUE);
      }
      long middle = System.nanoTime();
      try (ResultSet columns = catalog.getColumns(null, "tpch", "lineitem", "%")) {
        new RowReader(columns).read(Long.MAX_VALUE);
      }
      long end = System.nanoTime();
      if (i >= 0) {
        setting.samples().add("getTables." + load + ".ns", middle - start);
        setting.samples().add("getColumns." + load + ".ns", end - middle);
      }
    }
  }

  private void addRow(TextTable table, String name, String series) {
    table.add(name, millis(series, 0.5), millis(series, 0.95), millis(series, 0.99));
  }

  private String millis(String series, double share) {
    return String.format(Locale.ROOT, "%.1f", setting.samples().percentile(series, share) / 1e6);
  }

  private void print(String title, TextTable table) {
    setting.out().printf("%n### %s%n%n%s", title, table.render());
  }
}
