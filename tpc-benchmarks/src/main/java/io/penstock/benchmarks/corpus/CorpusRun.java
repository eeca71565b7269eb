package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.console.Server;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.processes.GatewayProcess;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Spark's SQL corpus through a gateway and through plain Spark, in ANSI mode and in the time
 * zone America/Los_Angeles, over one lake that it makes. Every file has fresh sessions. Owns both
 * processes and the lake; {@link #close} ends them. For one thread.
 */
public final class CorpusRun implements AutoCloseable {
  private static final String ZONE = "America/Los_Angeles";

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(30);

  /** Small tables: more partitions would only take longer. */
  private static final String PARTITIONS = "1";

  private final List<CorpusFile> files;
  private final Path lake;
  private final PlainSparkProcess spark;
  private final GatewayProcess gateway;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "plain-spark"));

  private CorpusRun(
      List<CorpusFile> files, Path lake, PlainSparkProcess spark, GatewayProcess gateway) {
    this.files = files;
    this.lake = lake;
    this.spark = spark;
    this.gateway = gateway;
  }

  /**
   * Starts both sides.
   *
   * @param texts with the tests jar of spark-sql unpacked
   */
  public static CorpusRun start(Path gatewayDistribution, Path engineDistribution, Path texts) {
    ZoneRules rules = ZoneId.systemDefault().getRules();
    if (!rules.isFixedOffset() || !rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC)) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE, "The corpus needs a JVM in UTC: -Duser.timezone=UTC.");
    }
    List<CorpusFile> files = new CorpusReader(texts.resolve("sql-tests/inputs")).files();
    try {
      Path lake = Files.createTempDirectory("penstock-corpus-");
      Files.createDirectory(lake.resolve("default"));
      PlainSparkProcess spark =
          PlainSparkProcess.start(
              engineDistribution,
              lake,
              2,
              Map.of(
                  "spark.sql.session.timeZone",
                  ZONE,
                  "spark.sql.shuffle.partitions",
                  PARTITIONS,
                  "spark.sql.sources.default",
                  "delta",
                  "spark.sql.datetime.java8API.enabled",
                  "true"));
      CorpusTables.make(spark, texts, lake);
      GatewayProcess gateway = GatewayProcess.start(gatewayDistribution, engineDistribution, lake);
      return new CorpusRun(files, lake, spark, gateway);
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "The corpus's lake cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Compares a sample's queries.
   *
   * @param only files whose name it finds
   * @param progress told of the file's name and of the report so far, after each file and every
   *     half minute
   */
  public CorpusReport run(Sample sample, Pattern only, BiConsumer<String, CorpusReport> progress) {
    CorpusReport report = new CorpusReport();
    List<CorpusFile> chosen =
        files.stream().filter(file -> only.matcher(file.name()).find()).toList();
    for (Map.Entry<CorpusFile, Set<Integer>> file : sample.of(chosen).entrySet()) {
      run(file.getKey(), file.getValue(), report, progress);
      progress.accept(file.getKey().name(), report);
    }
    return report;
  }

  private void run(
      CorpusFile file,
      Set<Integer> chosen,
      CorpusReport report,
      BiConsumer<String, CorpusReport> progress) {
    AtomicLong told = new AtomicLong(System.nanoTime());
    Consumer<Verdict> verdicts =
        verdict -> {
          report.add(verdict);
          long now = System.nanoTime();
          if (now - told.get() > PROGRESS_INTERVAL.toNanos()) {
            told.set(now);
            progress.accept(file.name(), report);
          }
        };
    spark.newSession();
    try (Connection connection = Server.connect(gateway.url())) {
      JdbcSide server = new JdbcSide(connection);
      server.run("SET TIME ZONE '" + ZONE + "'");
      server.run("SET spark.sql.shuffle.partitions = " + PARTITIONS);
      new FileRun(file, server, new PlainSide(spark), executor, verdicts).run(chosen);
    } catch (SQLException e) {
      throw Server.failure("closing the connection", e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    gateway.close();
    spark.close();
    try (Stream<Path> all = Files.walk(lake)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "The folder " + lake + " cannot be removed: " + e, e);
    }
  }
}
