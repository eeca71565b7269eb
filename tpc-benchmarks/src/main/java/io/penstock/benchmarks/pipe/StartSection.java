package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.Millis;
import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.processes.GatewayProcess;
import io.penstock.benchmarks.processes.MeasuredProcess;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import io.penstock.benchmarks.queries.TpchQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * From nothing to the first answer: the gateway's engine is killed, and a TPC-H query asks for a
 * new one; beside it plain Spark is started without an archive and without warm-up, and runs the
 * same query. In turn.
 */
final class StartSection {
  private static final String OURS = "start.penstock.ns";
  private static final String PLAIN = "start.plain.ns";

  private final PipeSetting setting;
  private final Path engineDistribution;
  private final int cores;

  StartSection(PipeSetting setting, Path engineDistribution, int cores) {
    this.setting = setting;
    this.engineDistribution = engineDistribution;
    this.cores = cores;
  }

  /**
   * Measures and reports.
   *
   * @param gateway whose engine is killed
   * @param query the first one of a fresh engine
   */
  void run(Connection connection, GatewayProcess gateway, TpchQuery query) throws SQLException {
    for (int run = 0; run < setting.runs(); run++) {
      killEngine(gateway);
      long start = System.nanoTime();
      RowReader.readAll(connection, query.text());
      setting.samples().add(OURS, System.nanoTime() - start);

      long plainStart = System.nanoTime();
      try (PlainSparkProcess plain =
          PlainSparkProcess.start(engineDistribution, setting.lake(), cores)) {
        plain.run(query.text());
        setting.samples().add(PLAIN, System.nanoTime() - plainStart);
      }
    }
    TextTable table = new TextTable("start to first answer", "median s", "min s", "max s");
    row(table, "penstock's engine, " + query.name(), OURS);
    row(table, "plain Spark, " + query.name(), PLAIN);
    setting
        .out()
        .printf(
            Locale.ROOT, "%n### Starting, %d runs in turn%n%n%s", setting.runs(), table.render());
  }

  private void row(TextTable table, String name, String series) {
    table.add(
        name,
        seconds(Millis.median(setting.samples().samples(series))),
        seconds(setting.samples().percentile(series, 0) / 1e6),
        seconds(setting.samples().percentile(series, 1) / 1e6));
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.2f", millis / 1e3);
  }

  private static void killEngine(GatewayProcess gateway) {
    for (MeasuredProcess process : gateway.processes()) {
      if (process.name().equals("engine")) {
        ProcessHandle handle =
            ProcessHandle.of(process.pid())
                .orElseThrow(
                    () -> new ToolException(Code.ENGINE_LOST, "The engine ended by itself."));
        handle.destroyForcibly();
        handle.onExit().join();
      }
    }
  }
}
