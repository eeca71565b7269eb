package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in the test's own JVM: what cannot be seen from outside. */
class EngineServerIT {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final String MUCH =
      "SELECT id, repeat('x', 200) AS x FROM range(0, 5000000, 1, 4)";

  @TempDir static Path scratch;
  private static EngineServer server;
  private static EngineClient client;

  @BeforeAll
  static void start() throws Exception {
    server = EngineServer.start(new EngineOptions(2, Optional.of(scratch), false), "secret", IDLE);
    client = new EngineClient(server.port(), "secret", List.of());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
    assertThat(server.allocator().getAllocatedMemory()).isZero();
  }

  private static void awaitNoBuffers() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!server.allocator().getChildAllocators().isEmpty()) {
      assertThat(System.nanoTime()).as("buffers are freed in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void endsAStatementThatNobodyReads() throws Exception {
    try (FlightStream stream = client.open(client.query(MUCH))) {
      assertThat(stream.next()).isTrue();
      TimeUnit.MILLISECONDS.sleep(IDLE.toMillis() + 1500);
      assertThatThrownBy(
              () -> {
                while (stream.next()) {
                  stream.getRoot();
                }
              })
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              e ->
                  assertThat(EngineClient.failure(e).code()).isEqualTo(ErrorCode.RESULT_ABANDONED));
    }
    awaitNoBuffers();
  }

  @Test
  void freesItsBuffersOnEveryWayOut() throws Exception {
    assertThat(client.rows("SELECT id FROM range(10)")).hasSize(10);
    awaitNoBuffers();
    assertThat(client.failure("SELECT id, 1 / (id - 400000) FROM range(0, 500000, 1, 2)").code())
        .isEqualTo(ErrorCode.DIVIDE_BY_ZERO);
    awaitNoBuffers();
    for (int i = 0; i < 5; i++) {
      try (FlightStream stream = client.open(client.query(MUCH))) {
        assertThat(stream.next()).isTrue();
        stream.cancel("left", null);
      }
    }
    awaitNoBuffers();
    assertThat(client.rows("SELECT id FROM range(0, 100000, 1, 4) LIMIT 5")).hasSize(5);
    awaitNoBuffers();
  }

  @Test
  void runsStatementsSideBySide() throws Exception {
    List<FlightStream> streams = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      streams.add(client.open(client.query("SELECT count(*) FROM range(" + (i * 1000) + ")")));
    }
    for (FlightStream stream : streams) {
      try (stream) {
        assertThat(stream.next()).isTrue();
      }
    }
    awaitNoBuffers();
  }
}
