package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.Millis;
import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.processes.MeasuredProcess;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import io.penstock.benchmarks.queries.TpchQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The 22 queries, warm, through the pipe and in plain Spark: one run of all of them there, one
 * here, and so on. The first runs of each side warm it up and are not counted. Wall times by query,
 * processor time by run of all.
 */
final class QuerySection {
  private final PipeSetting setting;
  private final List<TpchQuery> queries;
  private final int warmUps;

  QuerySection(PipeSetting setting, List<TpchQuery> queries, int warmUps) {
    this.setting = setting;
    this.queries = queries;
    this.warmUps = warmUps;
  }

  void run(Connection connection, PlainSparkProcess plain) throws SQLException {
    for (int run = -warmUps; run < setting.runs(); run++) {
      String warmUp = run < 0 ? ".warm-up" : "";
      long cpuBefore = cpuNanos(setting.processes());
      for (TpchQuery query : queries) {
        long start = System.nanoTime();
        RowReader.Volume volume = RowReader.readAll(connection, query.text());
        add(query, "penstock" + warmUp, System.nanoTime() - start);
        setting.samples().add(query.name() + ".penstock.rows", volume.rows());
      }
      addCpu("penstock" + warmUp, cpuNanos(setting.processes()) - cpuBefore);
      long plainCpuBefore = plain.measured().cpuNanos();
      for (TpchQuery query : queries) {
        PlainSparkProcess.Run ran = plain.run(query.text());
        add(query, "plain" + warmUp, ran.nanos());
        checkRows(query, ran.rows());
      }
      addCpu("plain" + warmUp, plain.measured().cpuNanos() - plainCpuBefore);
    }
    report();
    if (!setting.processes().isEmpty()) {
      reportCpu();
    }
  }

  private static long cpuNanos(List<MeasuredProcess> processes) {
    return processes.stream().mapToLong(MeasuredProcess::cpuNanos).sum();
  }

  private void addCpu(String side, long nanos) {
    setting.samples().add(cpuSeries(side), nanos);
  }

  private static String cpuSeries(String side) {
    return "queries." + side + ".cpu.ns";
  }

  private void add(TpchQuery query, String side, long nanos) {
    setting.samples().add(series(query, side), nanos);
  }

  private static String series(TpchQuery query, String side) {
    return query.name() + "." + side + ".ns";
  }

  private void checkRows(TpchQuery query, long plainRows) {
    List<Long> rows = setting.samples().samples(query.name() + ".penstock.rows");
    long last = rows.get(rows.size() - 1);
    if (last != plainRows) {
      throw new ToolException(
          Code.ENGINE_LOST,
          query.name()
              + " had "
              + last
              + " rows through the pipe and "
              + plainRows
              + " in plain"
              + " Spark: run the check first.");
    }
  }

  private void report() {
    TextTable table = new TextTable("query", "penstock ms", "plain Spark ms", "ratio");
    List<Double> penstock = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    for (TpchQuery query : queries) {
      penstock.add(Millis.median(setting.samples().samples(series(query, "penstock"))));
      plain.add(Millis.median(setting.samples().samples(series(query, "plain"))));
      addRow(table, query.name(), penstock.get(penstock.size() - 1), plain.get(plain.size() - 1));
    }
    addRow(table, "total", sum(penstock), sum(plain));
    addRow(table, "geometric mean", Millis.geometricMean(penstock), Millis.geometricMean(plain));
    setting
        .out()
        .printf(
            Locale.ROOT,
            "%n### The 22 queries, warm, medians of %d runs%n%n%s",
            setting.runs(),
            table.render());
  }

  private void reportCpu() {
    TextTable table = new TextTable("processor time of all 22", "median s", "min s", "max s");
    List<Double> medians = new ArrayList<>();
    for (String side : List.of("penstock", "plain")) {
      List<Long> nanos = setting.samples().samples(cpuSeries(side));
      medians.add(Millis.median(nanos));
      table.add(
          side.equals("plain") ? "plain Spark" : names(setting.processes()),
          seconds(Millis.median(nanos)),
          seconds(Collections.min(nanos) / 1e6),
          seconds(Collections.max(nanos) / 1e6));
    }
    setting
        .out()
        .printf(
            Locale.ROOT,
            "%n### Processor time, %d runs%n%n%s%nRatio of the medians: %.3f%n",
            setting.runs(),
            table.render(),
            medians.get(0) / medians.get(1));
  }

  private static String names(List<MeasuredProcess> processes) {
    return processes.stream().map(MeasuredProcess::name).collect(Collectors.joining(" and "));
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.2f", millis / 1e3);
  }

  private static double sum(List<Double> millis) {
    return millis.stream().mapToDouble(m -> m).sum();
  }

  private static void addRow(TextTable table, String name, double penstock, double plain) {
    table.add(
        name,
        String.format(Locale.ROOT, "%.1f", penstock),
        String.format(Locale.ROOT, "%.1f", plain),
        String.format(Locale.ROOT, "%.3f", penstock / plain));
  }
}
