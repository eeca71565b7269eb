package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that is killed and started again, over the same lake and data. Thread-safe. */
final class KilledServer implements AutoCloseable {
  private static final Duration DEATH = Duration.ofSeconds(10);

  /** Both processes live for seconds only: what compilers gain comes too late. */
  private static final List<String> SHORT_LIVED =
      List.of(
          "env",
          "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
              + " -Dspark.sql.codegen.wholeStage=false -Dspark.sql.codegen.factoryMode=NO_CODEGEN");

  private final Path lake;
  private final Path data;
  private volatile @Nullable ServerProcess process;

  KilledServer(Path lake, Path data) {
    this.lake = lake;
    this.data = data;
  }

  void start() throws IOException {
    Files.deleteIfExists(data.resolve("endpoints.json"));
    process = ServerProcess.start(lake, data, SHORT_LIVED);
  }

  /**
   * Connects.
   *
   * @throws SQLException also while there is no server
   */
  Connection connect() throws SQLException {
    ServerProcess current = process;
    if (current == null) {
      throw new SQLException("there is no server now", "08001");
    }
    return current.connect("default");
  }

  /** Returns when the engine is dead, if there was one. */
  void killEngine() throws InterruptedException {
    Optional<ProcessHandle> engine = running().engine();
    if (engine.isPresent()) {
      engine.get().destroyForcibly();
      awaitDeath(engine.get());
    }
  }

  /** Returns when the gateway is dead, and its engine with it. */
  void killGateway() throws InterruptedException {
    ServerProcess current = running();
    Optional<ProcessHandle> engine = current.engine();
    process = null;
    current.kill();
    if (engine.isPresent()) {
      awaitDeath(engine.get());
    }
  }

  private static void awaitDeath(ProcessHandle engine) throws InterruptedException {
    long deadline = System.nanoTime() + DEATH.toNanos();
    while (engine.isAlive() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(engine.isAlive()).as("the engine lives on").isFalse();
  }

  /** Whether there is a committed table in the folder where this one would be. */
  boolean hasCommit(String table) {
    return Files.exists(
        lake.resolve("default").resolve(table).resolve("_delta_log/00000000000000000000.json"));
  }

  String gatewayLog() {
    return ServerProcess.read(data.resolve("logs/gateway.log"));
  }

  private ServerProcess running() {
    ServerProcess current = process;
    if (current == null) {
      throw new IllegalStateException("the server was not started");
    }
    return current;
  }

  @Override
  public void close() {
    ServerProcess current = process;
    if (current != null) {
      current.close();
    }
  }
}
