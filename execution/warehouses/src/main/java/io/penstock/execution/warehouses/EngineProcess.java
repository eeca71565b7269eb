package io.penstock.execution.warehouses;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine's process and its address. It lives until {@link #close}, or until this JVM ends in
 * whatever way: its standard input is held open here, and an engine ends when that closes.
 */
final class EngineProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Process process;
  private final String secret;
  private final int port;

  private EngineProcess(Process process, String secret, int port) {
    this.process = process;
    this.secret = secret;
    this.port = port;
  }

  /**
   * Starts an engine and waits until it is ready.
   *
   * @throws PenstockException ENGINE_START_FAILED
   */
  static EngineProcess start(EngineLaunch launch) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    long begin = System.nanoTime();
    Process process = spawn(launch, launch.serveCommand(), secret);
    try {
      int port = awaitReady(process, launch);
      LOG.info(
          "engine ready: pid {}, {} ms after its start",
          process.pid(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      return new EngineProcess(process, secret, port);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /**
   * Runs an engine once to write its class-data-sharing archive, which makes every later start
   * fast.
   *
   * @throws PenstockException ENGINE_START_FAILED if it does not end well within the launch's
   *     timeout
   */
  static void train(EngineLaunch launch) {
    try {
      java.nio.file.Path target =
          Files.createTempDirectory(launch.distribution(), "archive").resolve("engine.jsa");
      try {
        Process process = spawn(launch, launch.trainCommand(target), "training");
        process.getOutputStream().flush();
        boolean ended = process.waitFor(launch.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (!ended || process.exitValue() != 0 || !Files.isRegularFile(target)) {
          process.destroyForcibly();
          throw new PenstockException(
              ErrorCode.ENGINE_START_FAILED,
              "The engine could not be prepared for fast starts; its log says why.");
        }
        Files.move(target, launch.archive(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(target);
        Files.deleteIfExists(target.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PenstockException(ErrorCode.SHUTTING_DOWN, "Interrupted.", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  String secret() {
    return secret;
  }

  /** Waits a moment for a process that is about to end; a broken connection is seen before it. */
  boolean awaitDeath(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Makes sure that the process is no more: it changes nothing after this. */
  void kill() {
    process.destroyForcibly();
    if (!awaitDeath(STOP_TIMEOUT)) {
      LOG.error("engine {} was killed and has not ended after {}", process.pid(), STOP_TIMEOUT);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("closing the standard input of an engine that has ended", e);
    }
    if (!awaitDeath(STOP_TIMEOUT)) {
      LOG.warn("engine {} did not stop within {}; it is killed", process.pid(), STOP_TIMEOUT);
      kill();
    }
  }

  private static Process spawn(EngineLaunch launch, List<String> command, String secret) {
    try {
      Files.createDirectories(launch.scratch());
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(command);
      Map<String, String> environment = builder.environment();
      environment.put(EngineProtocol.SECRET_VARIABLE, secret);
      environment.remove("JAVA_TOOL_OPTIONS");
      builder.redirectError(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
      return builder.start();
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENGINE_START_FAILED, "The engine's process could not be started.", e);
    }
  }

  private static int awaitReady(Process process, EngineLaunch launch) {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread reader = new Thread(() -> readOutput(process, port), "engine-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return port.get(launch.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new PenstockException(
          ErrorCode.ENGINE_START_FAILED,
          "The engine was not ready within " + launch.startTimeout().toSeconds() + " s.",
          e);
    } catch (ExecutionException e) {
      throw new PenstockException(
          ErrorCode.ENGINE_START_FAILED,
          "The engine ended while it was starting; its log says why.",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PenstockException(ErrorCode.SHUTTING_DOWN, "Interrupted.", e);
    }
  }

  /** Reads to the end, so that an engine never blocks on a full pipe. */
  private static void readOutput(Process process, CompletableFuture<Integer> port) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EngineProtocol.READY_PREFIX)) {
          port.complete(
              Integer.parseInt(line.substring(EngineProtocol.READY_PREFIX.length()).trim()));
        }
      }
      port.completeExceptionally(new IOException("end of the engine's output"));
    } catch (IOException | NumberFormatException e) {
      port.completeExceptionally(e);
    }
  }
}
