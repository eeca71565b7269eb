package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.Millis;
import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The first query on a table that neither the gateway nor its engine nor plain Spark has seen, in
 * processes that are warm: each run has copies of the lake's tables of its own. Files are linked
 * where the file system can, so that their pages are in memory on both sides.
 */
final class FirstQuerySection {
  private static final String SCHEMA = "pipe_first";
  private static final int WARM_UPS = 5;

  /**
   * A query over one table.
   *
   * @param text with %s for the table
   */
  private record First(String table, String title, String text) {}

  private static final List<First> QUERIES =
      List.of(
          new First("nation", "25 rows, all of them", "SELECT * FROM %s"),
          new First(
              "customer",
              "grouped",
              "SELECT c_mktsegment, count(*), sum(c_acctbal) FROM %s GROUP BY c_mktsegment"),
          new First("orders", "one key", "SELECT * FROM %s WHERE o_orderkey = 300001"),
          new First("lineitem", "one key", "SELECT * FROM %s WHERE l_orderkey = 300001"));

  private final PipeSetting setting;

  FirstQuerySection(PipeSetting setting) {
    this.setting = setting;
  }

  /** Measures and reports; the copies are gone afterwards. */
  void run(Connection connection, PlainSparkProcess plain) throws SQLException {
    Path copies = setting.lake().resolve(SCHEMA);
    try {
      for (int run = -WARM_UPS; run < setting.runs(); run++) {
        for (First query : QUERIES) {
          measure(query, copies, run, connection, plain);
        }
      }
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "Tables cannot be copied to " + copies + ": " + e, e);
    } finally {
      delete(copies);
    }
    report();
  }

  private void measure(
      First query, Path copies, int run, Connection connection, PlainSparkProcess plain)
      throws IOException, SQLException {
    String name = query.table() + "_" + (run + WARM_UPS);
    Path copy = copies.resolve(name);
    copy(Benchmark.TPCH.table(setting.lake(), query.table()).folder(), copy);
    String ours = String.format(Locale.ROOT, query.text(), SCHEMA + "." + name);
    long start = System.nanoTime();
    long rows = RowReader.readAll(connection, ours).rows();
    long nanos = System.nanoTime() - start;
    PlainSparkProcess.Run ran =
        plain.run(String.format(Locale.ROOT, query.text(), "delta.`" + copy + "`"));
    if (ran.rows() != rows) {
      throw new ToolException(
          Code.ENGINE_LOST, ours + " had " + rows + " rows, and " + ran.rows() + " in plain Spark");
    }
    if (run >= 0) {
      setting.samples().add(series(query, "penstock"), nanos);
      setting.samples().add(series(query, "plain"), ran.nanos());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          link(path, target);
        }
      }
    }
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException e) {
      Files.copy(from, to);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "The folder " + folder + " cannot be removed: " + e, e);
    }
  }

  private static String series(First query, String side) {
    return "first." + query.table() + "." + side + ".ns";
  }

  private void report() {
    TextTable table = new TextTable("first query on", "penstock ms", "plain Spark ms", "ratio");
    for (First query : QUERIES) {
      double ours = Millis.median(setting.samples().samples(series(query, "penstock")));
      double plain = Millis.median(setting.samples().samples(series(query, "plain")));
      table.add(
          query.table() + ", " + query.title(),
          String.format(Locale.ROOT, "%.1f", ours),
          String.format(Locale.ROOT, "%.1f", plain),
          String.format(Locale.ROOT, "%.3f", ours / plain));
    }
    setting
        .out()
        .printf(
            Locale.ROOT,
            "%n### First query on a new table, medians of %d runs%n%n%s",
            setting.runs(),
            table.render());
  }
}
