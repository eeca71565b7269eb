package io.penstock.benchmarks.processes;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plain Spark and Delta in one process over the same lake, on the class path and flags of the
 * engine's distribution. It reads statements from its standard input and ends with it. Not
 * thread-safe; closed by whoever started it.
 */
public final class PlainSparkProcess implements AutoCloseable {
  private static final String MAIN_CLASS = "io.penstock.execution.spark.PlainSpark";
  private static final String READY = "ready ";
  private static final String OK = "ok ";
  private static final int LOG_LINES_SHOWN = 5;

  /** One statement's time inside Spark, its rows collected. */
  public record Run(long nanos, long rows) {}

  private final Process process;
  private final Path log;
  private final Writer statements;
  private final BufferedReader answers;

  private PlainSparkProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.statements =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param distribution the engine's folder, with jvm.options and lib
   */
  public static PlainSparkProcess start(Path distribution, Path lake, int cores) {
    return start(distribution, lake, cores, Map.of());
  }

  /**
   * Starts it with settings of its own and waits until it is ready.
   *
   * @param distribution the engine's folder, with jvm.options and lib
   * @param settings Spark's, for all sessions
   */
  public static PlainSparkProcess start(
      Path distribution, Path lake, int cores, Map<String, String> settings) {
    try {
      Path log = Files.createTempFile("plain-spark-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "@" + distribution.resolve("jvm.options"),
              "-Xmx2g",
              "-cp",
              classPath(distribution),
              MAIN_CLASS,
              "--cores",
              Integer.toString(cores),
              "--lake",
              lake.toString());
      settings.forEach(
          (key, value) -> builder.command().addAll(List.of("--conf", key + "=" + value)));
      builder.redirectError(log.toFile());
      PlainSparkProcess spark = new PlainSparkProcess(builder.start(), log);
      String line = spark.readLine();
      if (!line.startsWith(READY)) {
        spark.process.destroyForcibly();
        throw spark.lost("plain Spark did not start, but said: " + line);
      }
      return spark;
    } catch (IOException e) {
      throw new ToolException(
          Code.ENGINE_LOST, "Plain Spark cannot be started: " + e.getMessage(), e);
    }
  }

  /** For its memory and processor time. */
  public MeasuredProcess measured() {
    return new MeasuredProcess("plain Spark", process.pid());
  }

  private static String classPath(Path distribution) throws IOException {
    if (!Files.isDirectory(distribution.resolve("lib"))) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE,
          distribution + " is no engine distribution: it has no folder lib.");
    }
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar"))
          .map(Path::toString)
          .sorted()
          .collect(Collectors.joining(System.getProperty("path.separator")));
    }
  }

  /** Runs a statement to its end. */
  public Run run(String sql) {
    String line = ask(encoded(sql));
    if (!line.startsWith(OK)) {
      throw lost("plain Spark failed a statement: " + errorText(line));
    }
    String[] fields = line.substring(OK.length()).split(" ");
    return new Run(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
  }

  /**
   * Runs a statement, or is refused.
   *
   * @return the fields of the line that PlainAnswer, over there, describes
   */
  public List<String> answer(String sql) {
    return List.of(ask("answer " + encoded(sql)).split(" ", -1));
  }

  /** Goes on with a fresh session: no temporary views, no settings of the old one. */
  public void newSession() {
    ask("new session");
  }

  private String ask(String line) {
    try {
      statements.write(line + "\n");
      statements.flush();
      return readLine();
    } catch (IOException e) {
      throw lost("plain Spark takes no more statements");
    }
  }

  private static String encoded(String sql) {
    return Base64.getEncoder().encodeToString(sql.getBytes(StandardCharsets.UTF_8));
  }

  private String readLine() throws IOException {
    @Nullable String line = answers.readLine();
    if (line == null) {
      throw lost("plain Spark ended");
    }
    return line;
  }

  private static String errorText(String line) {
    String text = line.replaceFirst("^error ", "");
    return line.startsWith("error ")
        ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .orElse("")
        : line;
  }

  /** A failure with the end of the process's log; the log file stays for a closer look. */
  private ToolException lost(String what) {
    String end = "";
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      end =
          String.join(
              "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      end = "(its log cannot be read: " + e.getMessage() + ")";
    }
    return new ToolException(Code.ENGINE_LOST, what + ". Its log " + log + " ends with:\n" + end);
  }

  @Override
  public void close() {
    try {
      statements.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
