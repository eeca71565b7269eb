package io.penstock.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with its engine, as separate processes on free ports, from the distributions that the
 * build made. {@link #close} stops both and checks that nothing is left.
 */
final class ServerProcess implements AutoCloseable {
  private static final Path ROOT =
      Path.of(System.getProperty("penstock.root", "..")).toAbsolutePath().normalize();
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Process process;
  private final Path data;
  private final String endpoints;

  private ServerProcess(Process process, Path data, String endpoints) {
    this.process = process;
    this.data = data;
    this.endpoints = endpoints;
  }

  static Path gatewayDistribution() {
    return ROOT.resolve("gateway/target/dist");
  }

  static Path engineDistribution() {
    return ROOT.resolve("execution/spark-engine/target/dist");
  }

  /** Starts a server and waits for its endpoints; the engine goes on starting. */
  static ServerProcess start(Path lake, Path data, String... options) {
    return start(lake, data, List.of(), options);
  }

  /** As {@link #start(Path, Path, String...)}, with a command in front of java. */
  static ServerProcess start(Path lake, Path data, List<String> prefix, String... options) {
    Path log = data.resolveSibling(data.getFileName() + ".out");
    return started(launch(lake, data, log, prefix, options), data, log);
  }

  /** Waits for the endpoints of a server that was launched. */
  static ServerProcess started(Process process, Path data, Path log) {
    Path file = data.resolve("endpoints.json");
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(file)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not start: " + read(log));
      }
      pause(50);
    }
    return new ServerProcess(process, data, read(file));
  }

  /** Starts a server's process, with a command in front of java if there is one. */
  static Process launch(Path lake, Path data, Path output, List<String> prefix, String... options) {
    List<String> command = new ArrayList<>(prefix);
    command.add(java());
    command.add("@" + gatewayDistribution().resolve("jvm.options"));
    command.add("-Xmx512m");
    command.addAll(
        List.of(
            "-cp",
            gatewayDistribution().resolve("lib")
                + "/*:"
                + ROOT.resolve("odbc-bridge/target/dist/lib")
                + "/*"));
    command.addAll(List.of("io.penstock.gateway.Main", "server"));
    command.addAll(List.of("--spark-engine", engineDistribution().toString()));
    command.addAll(List.of("--lake", lake.toString(), "--data", data.toString()));
    command.addAll(List.of("--flight-port", "0", "--http-port", "0", "--pg-port", "0"));
    command.addAll(List.of(options));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A connection by our driver, in schema tpch. */
  Connection connect() throws SQLException {
    return connect("tpch");
  }

  Connection connect(String schema) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:penstock://127.0.0.1:"
            + flightPort()
            + "/lake."
            + schema
            + "?user="
            + field("user")
            + "&password="
            + field("password"));
  }

  /** A connection by Arrow's own driver. */
  Connection connectByArrow() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:"
            + flightPort()
            + "?useEncryption=false&user="
            + field("user")
            + "&password="
            + field("password"));
  }

  int flightPort() {
    return Integer.parseInt(field("flight"));
  }

  int httpPort() {
    return Integer.parseInt(field("http"));
  }

  long pid() {
    return process.pid();
  }

  /** The engine's process, once it has been started. */
  Optional<ProcessHandle> engine() {
    return process.children().findFirst();
  }

  ProcessHandle awaitEngine() {
    return engine().orElseThrow(() -> new IllegalStateException("no engine was started"));
  }

  String gatewayLog() {
    return read(data.resolve("logs/gateway.log"));
  }

  String engineLog() {
    return read(data.resolve("logs/spark-engine.log"));
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    List<ProcessHandle> engines = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not stop within 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!await(Duration.ofSeconds(10), () -> engines.stream().noneMatch(ProcessHandle::isAlive))) {
      engines.forEach(ProcessHandle::destroyForcibly);
      throw new IllegalStateException("an engine was left behind");
    }
  }

  /** Waits until something is so. */
  static boolean await(Duration limit, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(20);
    }
    return true;
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String field(String name) {
    Matcher matcher =
        Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",\\s}]+)").matcher(endpoints);
    if (!matcher.find()) {
      throw new IllegalStateException("endpoints.json has no " + name);
    }
    return matcher.group(1);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
