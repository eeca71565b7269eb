package io.penstock.benchmarks.processes;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A gateway of our own for one measurement, on free ports and with a data folder that goes with it.
 * Closed by whoever started it, which stops it and its engine.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final String MAIN_CLASS = "io.penstock.gateway.Main";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern JDBC_URL = Pattern.compile("\"jdbc\"\\s*:\\s*\"([^\"]+)\"");

  private final Process process;
  private final Path folder;
  private final String url;

  private GatewayProcess(Process process, Path folder, String url) {
    this.process = process;
    this.folder = folder;
    this.url = url;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param gateway the gateway's distribution, with jvm.options and lib
   * @param engine the Spark engine's distribution
   */
  public static GatewayProcess start(Path gateway, Path engine, Path lake) {
    try {
      Path folder = Files.createTempDirectory("penstock-pipe-");
      Path data = folder.resolve("data");
      Path log = folder.resolve("gateway.out");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "@" + gateway.resolve("jvm.options"),
              "-Xmx512m",
              "-cp",
              gateway.resolve("lib") + "/*",
              MAIN_CLASS,
              "server");
      builder.command().addAll(List.of("--spark-engine", engine.toString()));
      builder.command().addAll(List.of("--lake", lake.toString(), "--data", data.toString()));
      builder.command().addAll(List.of("--flight-port", "0", "--http-port", "0", "--pg-port", "0"));
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      // whoever started it may be stopped before closing it
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "gateway-stop"));
      return new GatewayProcess(process, folder, awaitUrl(process, data, log));
    } catch (IOException e) {
      throw new ToolException(
          Code.ENGINE_LOST, "The gateway cannot be started: " + e.getMessage(), e);
    }
  }

  private static String awaitUrl(Process process, Path data, Path log) throws IOException {
    Path endpoints = data.resolve("endpoints.json");
    long deadlineNanos = System.nanoTime() + START_TIMEOUT.toNanos();
    try {
      while (System.nanoTime() < deadlineNanos) {
        if (Files.exists(endpoints)) {
          Matcher matcher = JDBC_URL.matcher(Files.readString(endpoints, StandardCharsets.UTF_8));
          if (matcher.find()) {
            return matcher.group(1);
          }
        }
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new ToolException(
        Code.ENGINE_LOST,
        "The gateway did not start. It said: "
            + Files.readString(log, StandardCharsets.UTF_8).strip());
  }

  /** JDBC URL with user and password. */
  public String url() {
    return url;
  }

  /** The gateway and, once it was started, its engine. */
  public List<MeasuredProcess> processes() {
    List<MeasuredProcess> processes = new ArrayList<>();
    processes.add(new MeasuredProcess("gateway", process.pid()));
    process
        .children()
        .forEach(engine -> processes.add(new MeasuredProcess("engine", engine.pid())));
    return processes;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "The folder " + folder + " cannot be removed: " + e, e);
    }
  }
}
