package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Spark engine's process, as {@link EngineProtocol} describes it. It ends when its standard
 * input does.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /**
   * Starts the engine; see the README for the arguments.
   *
   * @param args of the command line
   */
  public static void main(String[] args) {
    PrintStream protocol = System.out;
    // libraries that print must not break the protocol
    System.setOut(System.err);
    EngineOptions options;
    try {
      options = EngineOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    String secret = System.getenv(EngineProtocol.SECRET_VARIABLE);
    if (secret == null || secret.isEmpty()) {
      System.err.println(
          "the environment variable " + EngineProtocol.SECRET_VARIABLE + " is missing");
      System.exit(2);
      return;
    }
    try {
      serve(options, secret, protocol);
    } catch (Exception e) {
      LOG.error("the engine cannot run", e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static void serve(EngineOptions options, String secret, PrintStream protocol)
      throws Exception {
    EngineServer server = EngineServer.start(options, secret, EngineServer.IDLE_LIMIT);
    LOG.info("started after {}", sinceProcessStart());
    WarmUp warmUp = new WarmUp(server, secret, options.cores());
    if (options.train()) {
      warmUp.run(true);
      server.close();
      System.exit(0);
    }
    LOG.info("ready on port {} after {}", server.port(), sinceProcessStart());
    protocol.println(EngineProtocol.READY_PREFIX + server.port());
    protocol.flush();
    Thread warming = new Thread(() -> warm(warmUp), "warm-up");
    warming.setDaemon(true);
    warming.start();
    awaitParent(System.in);
    // Nobody hears how statements end now, and the next engine waits for this one's end.
    LOG.info("standard input ended: stopping");
    try {
      server.spark().removeFiles();
    } catch (IOException e) {
      LOG.info("files are left in the scratch folder, which the next engine clears", e);
    }
    Runtime.getRuntime().halt(0);
  }

  /** A cold engine is slower and nothing else, so it goes on if this fails. */
  private static void warm(WarmUp warmUp) {
    try {
      warmUp.run(false);
    } catch (IOException e) {
      LOG.warn("the warm-up ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String sinceProcessStart() {
    long wall = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return wall + " ms (" + cpu.toMillis() + " ms of processor time)";
  }

  /** Blocks until the parent closes our standard input, be it by dying. */
  private static void awaitParent(InputStream input) {
    try {
      while (input.read() >= 0) {
        // what the parent writes means nothing
      }
    } catch (IOException e) {
      LOG.debug("standard input broke: the parent is gone", e);
    }
  }
}
