package io.penstock.benchmarks.planning;

import io.penstock.benchmarks.console.Millis;
import io.penstock.benchmarks.console.Server;
import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.processes.GatewayProcess;
import io.penstock.benchmarks.queries.BenchmarkQuery;
import io.penstock.benchmarks.queries.TpcdsQuery;
import io.penstock.benchmarks.queries.TpchQuery;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code planning}: how long the texts of a benchmark take from text to plan. Measured from
 * outside: a statement is prepared, which is the planner's work and one call to the server, and
 * never executed; the same for {@code SELECT 1} shows what of it is the call.
 */
@Command(
    name = "planning",
    description = "Measure how long planning takes, by preparing a benchmark's queries.",
    mixinStandardHelpOptions = true)
public final class PlanningCommand implements Callable<Integer> {
  private static final String CALL = "SELECT 1";
  private static final int SHOWN = 10;

  @Option(
      names = "--gateway-dist",
      required = true,
      paramLabel = "DIR",
      description = "The gateway's distribution.")
  private Path gateway = Path.of("");

  @Option(
      names = "--engine-dist",
      required = true,
      paramLabel = "DIR",
      description = "The Spark engine's distribution.")
  private Path engine = Path.of("");

  @Option(
      names = "--texts",
      required = true,
      paramLabel = "DIR",
      description = "The folder with the unpacked tests jar of spark-sql, for TPC-DS.")
  private Path texts = Path.of("");

  @Option(
      names = "--lake",
      required = true,
      paramLabel = "DIR",
      description = "The lake's folder, with TPC-H, TPC-DS or both.")
  private Path lake = Path.of("");

  @Option(names = "--runs", paramLabel = "N", description = "Counted runs (${DEFAULT-VALUE}).")
  private int runs = 20;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Runs of all texts that are not counted (${DEFAULT-VALUE}).")
  private int warmUps = 40;

  @Override
  public Integer call() {
    if (runs < 1 || warmUps < 0) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE, "--runs must be at least 1, --warm-ups not negative.");
    }
    Path place = lake.toAbsolutePath().normalize();
    Map<Benchmark, List<? extends BenchmarkQuery>> workloads = workloads(place);
    try (GatewayProcess server = GatewayProcess.start(gateway, engine, place);
        Connection connection = Server.connect(server.url())) {
      for (Map.Entry<Benchmark, List<? extends BenchmarkQuery>> workload : workloads.entrySet()) {
        connection.setSchema(workload.getKey().schema());
        report(workload.getKey(), measure(connection, workload.getValue()));
      }
    } catch (SQLException e) {
      throw Server.failure("preparing a statement", e);
    }
    return 0;
  }

  private Map<Benchmark, List<? extends BenchmarkQuery>> workloads(Path place) {
    Map<Benchmark, List<? extends BenchmarkQuery>> workloads = new LinkedHashMap<>();
    if (Benchmark.TPCH.table(place, "lineitem").exists()) {
      workloads.put(Benchmark.TPCH, TpchQuery.all(BigDecimal.ONE));
    }
    if (Benchmark.TPCDS.table(place, "store_sales").exists()) {
      workloads.put(Benchmark.TPCDS, TpcdsQuery.all(texts));
    }
    if (workloads.isEmpty()) {
      throw new ToolException(
          Code.LAKE_NOT_USABLE,
          lake + " has neither TPC-H nor TPC-DS. Make one with: generate tpch, generate tpcds");
    }
    return workloads;
  }

  /** Times in nanoseconds, by query; those of the bare call are the first. */
  private Map<String, List<Long>> measure(
      Connection connection, List<? extends BenchmarkQuery> queries) throws SQLException {
    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int run = -warmUps; run < runs; run++) {
      prepare(connection, CALL, CALL, run, times);
      for (BenchmarkQuery query : queries) {
        prepare(connection, query.name(), query.text(), run, times);
      }
    }
    return times;
  }

  private static void prepare(
      Connection connection, String name, String text, int run, Map<String, List<Long>> times)
      throws SQLException {
    long start = System.nanoTime();
    PreparedStatement prepared = connection.prepareStatement(text);
    long nanos = System.nanoTime() - start;
    prepared.close();
    if (run >= 0) {
      times.computeIfAbsent(name, key -> new ArrayList<>()).add(nanos);
    }
  }

  private void report(Benchmark benchmark, Map<String, List<Long>> times) {
    double call = Millis.median(times.remove(CALL));
    List<Map.Entry<String, List<Long>>> slowestFirst =
        times.entrySet().stream()
            .sorted(
                Comparator.comparingDouble(
                    (Map.Entry<String, List<Long>> entry) -> -Millis.median(entry.getValue())))
            .toList();
    TextTable table = new TextTable("prepared", "median ms");
    table.add("median of all samples", millis(Millis.median(all(times))));
    table.add("mean of the queries' medians", millis(meanOfMedians(times)));
    slowestFirst.stream()
        .limit(SHOWN)
        .forEach(entry -> table.add(entry.getKey(), millis(Millis.median(entry.getValue()))));
    table.add(CALL, millis(call));
    System.out.printf(
        Locale.ROOT,
        "%n### Planning %s, %d texts, %d runs after %d, the %d slowest%n%n%s",
        benchmark.title(),
        times.size(),
        runs,
        warmUps,
        SHOWN,
        table.render());
  }

  private static List<Long> all(Map<String, List<Long>> times) {
    return times.values().stream().flatMap(List::stream).toList();
  }

  private static double meanOfMedians(Map<String, List<Long>> times) {
    return times.values().stream().mapToDouble(Millis::median).average().orElseThrow();
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
