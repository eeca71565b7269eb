package io.penstock.execution.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaTableFeatureException;

/**
 * The yardstick: plain Spark and Delta in one process as their users run them, for tests and
 * measurements. Reads statements from standard input, one base64 text per line, and answers each
 * with {@code ok <nanos> <rows>} or {@code error <base64 message>} once its rows are collected. A
 * line {@code answer <base64 text>} is answered with all of the rows, as {@link PlainAnswer} says,
 * for at most a minute; {@code new session} goes on with a fresh session and answers {@code ok}.
 */
public final class PlainSpark {
  private static final String ANSWER = "answer ";
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private PlainSpark() {}

  /**
   * Runs until standard input ends.
   *
   * @param args {@code --cores N}, {@code --lake DIR} (its Delta folders {@code schema/table}
   *     become tables), {@code --conf key=value} (may repeat)
   */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    int cores = Runtime.getRuntime().availableProcessors();
    Path lake = null;
    List<String[]> settings = new ArrayList<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--cores" -> cores = Integer.parseInt(args[i + 1]);
        case "--lake" -> lake = Path.of(args[i + 1]);
        case "--conf" -> settings.add(args[i + 1].split("=", 2));
        default -> throw new IllegalArgumentException("unknown argument " + args[i]);
      }
    }
    Path scratch = Files.createTempDirectory("penstock-plain-");
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[" + cores + "]")
            .appName("plain-spark")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", scratch.resolve("local").toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.shuffle.partitions", Integer.toString(8 * cores))
            .config("spark.databricks.delta.snapshotPartitions", "1");
    settings.forEach(setting -> builder.config(setting[0], setting[1]));
    try (SparkSession session = builder.getOrCreate()) {
      if (lake != null) {
        register(session, lake);
      }
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      answers.println("ready " + (System.currentTimeMillis() - started));
      answers.flush();
      serve(session, answers);
    } finally {
      SparkProcess.deleteTree(scratch);
    }
  }

  private static void register(SparkSession session, Path lake) throws IOException {
    try (Stream<Path> folders = Files.walk(lake, 2)) {
      for (Path table :
          folders.filter(path -> Files.isDirectory(path.resolve("_delta_log"))).sorted().toList()) {
        String schema = table.getName(table.getNameCount() - 2).toString();
        session.sql("CREATE DATABASE IF NOT EXISTS `" + schema + "`");
        register(session, "`" + schema + "`.`" + table.getFileName() + "`", table);
      }
    }
  }

  /** A table that Delta refuses is left out, as it says in the log; so a query of it fails. */
  private static void register(SparkSession session, String name, Path table) {
    try {
      session.sql("CREATE TABLE " + name + " USING DELTA LOCATION '" + table + "'");
    } catch (DeltaTableFeatureException e) {
      System.err.println(name + " is left out: " + e.getMessage());
    }
  }

  private static void serve(SparkSession session, PrintStream answers) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SparkSession current = session;
    ScheduledExecutorService deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "deadlines");
              thread.setDaemon(true);
              return thread;
            });
    String line;
    while ((line = input.readLine()) != null) {
      if (line.equals("new session")) {
        current = session.newSession();
        answers.println("ok");
      } else if (line.startsWith(ANSWER)) {
        answers.println(bounded(current, decoded(line.substring(ANSWER.length())), deadlines));
      } else {
        answers.println(timed(current, decoded(line)));
      }
      answers.flush();
    }
  }

  /** What takes too long is cancelled, and so rejected as Spark's SPARK_JOB_CANCELLED. */
  private static String bounded(
      SparkSession session, String text, ScheduledExecutorService deadlines) {
    JobGroup group = new JobGroup(session.sparkContext(), UUID.randomUUID().toString(), "default");
    Future<?> deadline =
        deadlines.schedule(group::cancel, ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    try (JobGroup.Scope scope = group.enter(session)) {
      return PlainAnswer.of(session, text);
    } finally {
      deadline.cancel(false);
    }
  }

  private static String timed(SparkSession session, String text) {
    try {
      long start = System.nanoTime();
      int rows = session.sql(text).collectAsList().size();
      return "ok " + (System.nanoTime() - start) + " " + rows;
    } catch (Exception e) {
      byte[] message = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
      return "error " + Base64.getEncoder().encodeToString(message);
    }
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
  }
}
