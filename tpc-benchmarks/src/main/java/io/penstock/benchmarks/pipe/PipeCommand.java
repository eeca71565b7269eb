package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.Server;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.processes.GatewayProcess;
import io.penstock.benchmarks.processes.MeasuredProcess;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import io.penstock.benchmarks.queries.TpchQuery;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pipe}: measures a running gateway, and plain Spark beside it in the same run. Prints
 * Markdown; writes every sample as JSON.
 */
@Command(
    name = "pipe",
    description = "Measure the way through the gateway against plain Spark in one process.",
    mixinStandardHelpOptions = true)
public final class PipeCommand implements Callable<Integer> {
  /** What can be measured; in the order of measuring. */
  enum Part {
    QUERIES,
    SELECT1,
    /** Puts copies of tables into the lake and takes them out again. */
    FIRST,
    CATALOG,
    READ,
    STALL,
    CLOSE,
    /** Kills the gateway's engine, so only with a gateway of our own. */
    START;

    boolean needsPlainSpark() {
      return this == QUERIES || this == SELECT1 || this == FIRST;
    }
  }

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "JDBC URL of a running gateway; or give --gateway-dist.")
  private @Nullable String url;

  @Option(
      names = "--gateway-dist",
      paramLabel = "DIR",
      description = "The gateway's distribution, to start one for this measurement.")
  private @Nullable Path gatewayDist;

  @Option(names = "--lake", required = true, paramLabel = "DIR", description = "The lake's folder.")
  private Path lake = Path.of("");

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "The scale that the lake must have; any by default.")
  private @Nullable BigDecimal scale;

  @Option(
      names = "--engine-dist",
      paramLabel = "DIR",
      description = "The Spark engine's distribution (jvm.options and lib), for plain Spark.")
  private @Nullable Path engineDist;

  @Option(names = "--runs", paramLabel = "N", description = "Counted runs (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Runs of all queries on each side that are not counted (${DEFAULT-VALUE}).")
  private int warmUps = 2;

  @Option(names = "--cores", paramLabel = "N", description = "Plain Spark's cores; all by default.")
  private int cores = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--pids",
      paramLabel = "NAME=PID,...",
      description = "JVMs whose memory is watched, such as gateway=17,engine=18.")
  private String pids = "";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "${COMPLETION-CANDIDATES}; all by default.")
  private List<Part> only = List.of(Part.values());

  @Option(names = "--out", paramLabel = "FILE", description = "Takes every sample, as JSON.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (runs < 1 || cores < 1 || warmUps < 0) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE,
          "--runs and --cores must be at least 1, --warm-ups not negative.");
    }
    BigDecimal lakeScale = lakeScale();
    Measurements samples = new Measurements();
    System.out.printf(
        Locale.ROOT,
        "TPC-H at scale %s, %d cores, Java %s, %s%n",
        lakeScale.toPlainString(),
        cores,
        System.getProperty("java.version"),
        Instant.now());
    try {
      measureServer(samples, TpchQuery.all(lakeScale));
    } catch (SQLException e) {
      throw Server.failure("a measured statement", e);
    } finally {
      // also what a run had measured before it failed
      if (out != null) {
        samples.write(out, facts(lakeScale));
      }
    }
    return 0;
  }

  private void measureServer(Measurements samples, List<TpchQuery> queries) throws SQLException {
    if ((url == null) == (gatewayDist == null)) {
      throw new ToolException(Code.INVALID_PARAMETER_VALUE, "Give either --url or --gateway-dist.");
    }
    if (url != null) {
      try (Connection connection = Server.connect(url)) {
        measure(setting(url, MeasuredProcess.parse(pids), samples), connection, queries);
      }
      return;
    }
    try (GatewayProcess gateway =
            GatewayProcess.start(
                Objects.requireNonNull(gatewayDist), engineDistribution(), absoluteLake());
        Connection connection = Server.connect(gateway.url())) {
      // after a first statement there is an engine
      RowReader.readAll(connection, "SELECT 1");
      PipeSetting setting = setting(gateway.url(), gateway.processes(), samples);
      measure(setting, connection, queries);
      if (only.contains(Part.START)) {
        new StartSection(setting, engineDistribution(), cores)
            .run(connection, gateway, queries.get(0));
      }
    }
  }

  private PipeSetting setting(
      String serverUrl, List<MeasuredProcess> processes, Measurements samples) {
    return new PipeSetting(serverUrl, absoluteLake(), runs, processes, samples, System.out);
  }

  private Path absoluteLake() {
    return lake.toAbsolutePath().normalize();
  }

  private void measure(PipeSetting setting, Connection connection, List<TpchQuery> queries)
      throws SQLException {
    Set<Part> parts = EnumSet.copyOf(only);
    if (parts.stream().anyMatch(Part::needsPlainSpark)) {
      try (PlainSparkProcess plain = startPlainSpark(setting)) {
        if (parts.contains(Part.QUERIES)) {
          new QuerySection(setting, queries, warmUps).run(connection, plain);
        }
        if (parts.contains(Part.SELECT1)) {
          new LatencySection(setting).selectOne(connection, plain);
        }
        if (parts.contains(Part.FIRST)) {
          new FirstQuerySection(setting).run(connection, plain);
        }
      }
    }
    if (parts.contains(Part.CATALOG)) {
      try (Connection busy = Server.connect(setting.url())) {
        new LatencySection(setting).catalog(connection, busy);
      }
    }
    StreamSection stream = new StreamSection(setting);
    if (parts.contains(Part.READ)) {
      stream.fullRead(connection);
    }
    if (parts.contains(Part.STALL)) {
      stream.stalledRead(connection);
    }
    if (parts.contains(Part.CLOSE)) {
      stream.earlyClose(connection);
    }
  }

  private PlainSparkProcess startPlainSpark(PipeSetting setting) {
    return PlainSparkProcess.start(engineDistribution(), setting.lake(), cores);
  }

  private Path engineDistribution() {
    if (engineDist == null) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE,
          "--engine-dist is needed to start a gateway or plain Spark. With --url, plain Spark can"
              + " be left out: see --only.");
    }
    return engineDist;
  }

  private BigDecimal lakeScale() {
    BigDecimal found =
        Benchmark.TPCH
            .table(lake, "lineitem")
            .scale()
            .orElseThrow(
                () ->
                    new ToolException(Code.LAKE_NOT_USABLE, lake + " was not made by this tool."));
    if (scale != null && found.compareTo(scale) != 0) {
      throw new ToolException(
          Code.LAKE_NOT_USABLE,
          lake + " has scale " + found.toPlainString() + ", not " + scale.toPlainString() + ".");
    }
    return found;
  }

  private Map<String, String> facts(BigDecimal lakeScale) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("benchmark", "pipe");
    facts.put("time", Instant.now().toString());
    facts.put("scale", lakeScale.toPlainString());
    facts.put("cores", Integer.toString(cores));
    facts.put("runs", Integer.toString(runs));
    facts.put("warmUps", Integer.toString(warmUps));
    facts.put("java", System.getProperty("java.version"));
    return facts;
  }
}
