package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.Millis;
import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.processes.MeasuredProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A large result: read to its end, left unread for a while, and closed early; with the memory of
 * the watched processes.
 */
final class StreamSection {
  private static final String ALL_ROWS = "select * from tpch.lineitem";
  private static final String SHORT_QUERY =
      "select n_name, count(*) as customers from tpch.nation join tpch.customer"
          + " on n_nationkey = c_nationkey where n_name like 'A%' group by n_name";
  private static final Duration STALL = Duration.ofSeconds(10);
  private static final int ROWS_BEFORE_CLOSE = 1000;

  private final PipeSetting setting;

  StreamSection(PipeSetting setting) {
    this.setting = setting;
  }

  /** Reads all of lineitem with typed getters; the last time with the heaps watched. */
  void fullRead(Connection connection) throws SQLException {
    recordLiveHeap("before");
    TextTable table = new TextTable("SELECT * FROM lineitem", "rows", "s", "M rows/s", "MB/s");
    for (int run = 1; run <= setting.runs(); run++) {
      boolean last = run == setting.runs();
      long start = System.nanoTime();
      RowReader.Volume volume;
      try (MemoryWatch watch = watch("fullRead", last)) {
        volume = RowReader.readAll(connection, ALL_ROWS);
      }
      long nanos = System.nanoTime() - start;
      setting.samples().add("fullRead.ns", nanos);
      setting.samples().add("fullRead.rows", volume.rows());
      setting.samples().add("fullRead.values.bytes", volume.bytes());
      double seconds = nanos / 1e9;
      table.add(
          "run " + run + (last && !setting.processes().isEmpty() ? " (heaps watched)" : ""),
          String.format(Locale.ROOT, "%,d", volume.rows()),
          String.format(Locale.ROOT, "%.2f", seconds),
          String.format(Locale.ROOT, "%.3f", volume.rows() / seconds / 1e6),
          String.format(Locale.ROOT, "%.1f", volume.bytes() / seconds / 1e6));
    }
    recordLiveHeap("after");
    setting.out().printf("%n### Full read through JDBC, typed getters%n%n%s", table.render());
    reportMemory("fullRead");
  }

  /** Reads a little and then nothing for a while. */
  void stalledRead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(ALL_ROWS)) {
      new RowReader(result).read(ROWS_BEFORE_CLOSE);
      try (MemoryWatch watch = watch("stalledRead", true)) {
        Thread.sleep(STALL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    setting.out().printf("%n### A reader that stops for %d s%n", STALL.toSeconds());
    reportMemory("stalledRead");
  }

  /** Closes a large result after a few rows; the next query shows when the engine is free. */
  void earlyClose(Connection connection) throws SQLException {
    RowReader.readAll(connection, SHORT_QUERY);
    for (int run = 0; run < setting.runs(); run++) {
      long idleStart = System.nanoTime();
      RowReader.readAll(connection, SHORT_QUERY);
      setting.samples().add("earlyClose.idleQuery.ns", System.nanoTime() - idleStart);
      long closing;
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(ALL_ROWS)) {
        new RowReader(result).read(ROWS_BEFORE_CLOSE);
        closing = System.nanoTime();
      }
      long closedAt = System.nanoTime();
      RowReader.readAll(connection, SHORT_QUERY);
      long answered = System.nanoTime();
      setting.samples().add("earlyClose.close.ns", closedAt - closing);
      setting.samples().add("earlyClose.nextQuery.ns", answered - closedAt);
      setting.samples().add("earlyClose.closeAndNextQuery.ns", answered - closing);
    }
    TextTable table = new TextTable("closing lineitem after 1,000 rows", "median ms", "max ms");
    addRow(table, "close()", "earlyClose.close.ns");
    addRow(table, "next query after it", "earlyClose.nextQuery.ns");
    addRow(table, "both", "earlyClose.closeAndNextQuery.ns");
    addRow(table, "the same query on an idle engine", "earlyClose.idleQuery.ns");
    setting.out().printf("%n### Early close%n%n%s", table.render());
  }

  private void addRow(TextTable table, String name, String series) {
    table.add(
        name,
        String.format(Locale.ROOT, "%.1f", Millis.median(setting.samples().samples(series))),
        String.format(Locale.ROOT, "%.1f", setting.samples().percentile(series, 1) / 1e6));
  }

  private MemoryWatch watch(String series, boolean heap) {
    return MemoryWatch.start(setting.processes(), setting.samples(), series, heap);
  }

  private void recordLiveHeap(String when) {
    for (MeasuredProcess process : setting.processes()) {
      setting
          .samples()
          .add("fullRead." + process.name() + ".live-" + when + ".bytes", process.heapLiveBytes());
    }
  }

  private void reportMemory(String series) {
    if (setting.processes().isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(
            "memory, MB", "live before", "heap max", "live after", "RSS first", "RSS max");
    for (MeasuredProcess process : setting.processes()) {
      String name = series + "." + process.name();
      List<String> cells = new ArrayList<>(List.of(process.name()));
      cells.add(megabytes(first(name + ".live-before.bytes")));
      cells.add(megabytes(max(name + ".heap.bytes")));
      cells.add(megabytes(first(name + ".live-after.bytes")));
      cells.add(megabytes(first(name + ".rss.bytes")));
      cells.add(megabytes(max(name + ".rss.bytes")));
      table.add(cells.toArray(String[]::new));
    }
    setting.out().printf("%n%s", table.render());
  }

  private long first(String series) {
    return setting.samples().samples(series).stream().findFirst().orElse(-1L);
  }

  private long max(String series) {
    return setting.samples().samples(series).stream().mapToLong(s -> s).max().orElse(-1);
  }

  private static String megabytes(long bytes) {
    return bytes < 0 ? "-" : Long.toString(bytes >> 20);
  }
}
