package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines and gateways that die, readers that stop, cancel and time out. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class FaultsIT {
  /** 3.6 thousand million combinations: minutes of work for the engine. */
  private static final String LONG =
      "SELECT count(*) FROM lineitem a JOIN lineitem b ON a.l_orderkey + b.l_orderkey > 0"
          + " WHERE a.l_comment <> b.l_comment";

  /** Rows without end, as far as a test is concerned. */
  private static final String ENDLESS =
      "SELECT a.l_orderkey, a.l_comment, b.l_comment AS other FROM lineitem a CROSS JOIN lineitem b";

  @TempDir private static Path folder;
  private static Path lake;
  private static ServerProcess server;

  @BeforeAll
  static void startsAServer() throws Exception {
    lake = folder.resolve("lake");
    SmallLake.tpch(lake);
    server = ServerProcess.start(lake, folder.resolve("data"));
    try (Connection connection = server.connect()) {
      assertAnswers(connection);
    }
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  @Test
  void aKilledEngineIsATypedErrorAndTheNextQueryHasANewOne() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ProcessHandle engine = server.awaitEngine();
      CompletableFuture<Object> running = inBackground(statement, LONG);
      awaitRunning(1);
      long killed = System.nanoTime();
      engine.destroyForcibly();
      assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLException.class)
          .hasMessageContaining("ENGINE_LOST")
          .hasMessageContaining("SQLSTATE: 57P02");
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
      assertAnswers(connection);
      assertThat(server.awaitEngine().pid()).isNotEqualTo(engine.pid());
    }
  }

  @Test
  void aKilledGatewayLeavesNoEngineAndItsSuccessorFindsTheCatalog() throws Exception {
    Path data = folder.resolve("data-killed");
    ServerProcess first = ServerProcess.start(lake, data);
    ProcessHandle engine;
    try (Connection connection = first.connect()) {
      assertAnswers(connection);
      engine = first.awaitEngine();
    } finally {
      first.kill();
    }
    assertThat(ServerProcess.await(Duration.ofSeconds(10), () -> !engine.isAlive())).isTrue();
    Files.deleteIfExists(data.resolve("endpoints.json"));
    try (ServerProcess second = ServerProcess.start(lake, data);
        Connection connection = second.connect();
        Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, "SHOW TABLES")).hasSize(8);
      assertAnswers(connection);
    }
  }

  @Test
  void anEngineThatIsKilledWhileItStartsIsStartedAgain() throws Exception {
    Path data = folder.resolve("data-starting");
    Path log = folder.resolve("starting.out");
    Process process = ServerProcess.launch(lake, data, log, List.of());
    assertThat(
            ServerProcess.await(
                Duration.ofSeconds(30), () -> process.children().findFirst().isPresent()))
        .isTrue();
    process.children().forEach(ProcessHandle::destroyForcibly);
    try (ServerProcess survivor = ServerProcess.started(process, data, log);
        Connection connection = survivor.connect()) {
      assertAnswers(connection);
      assertThat(survivor.gatewayLog()).contains("start 1 of 3 of the engine failed");
    }
  }

  @Test
  void cancelReachesTheEngine() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      CompletableFuture<Object> running = inBackground(statement, LONG);
      awaitRunning(1);
      statement.cancel();
      assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS))
          .hasMessageContaining("QUERY_CANCELED");
      assertEngineIsFree();
      assertAnswers(connection);
    }
  }

  @Test
  void aQueryTimeoutReachesTheEngine() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(2);
      assertThatThrownBy(() -> TpchIT.column(statement, LONG))
          .isInstanceOf(SQLTimeoutException.class)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertEngineIsFree();
      statement.setQueryTimeout(0);
      statement.execute("SET penstock.query_timeout = 2");
      assertThatThrownBy(() -> TpchIT.column(statement, LONG))
          .hasMessageContaining("QUERY_TIMEOUT");
      assertEngineIsFree();
    }
  }

  @Test
  void closingAResultEarlyFreesTheEngineWithinASecond() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(ENDLESS);
      for (int i = 0; i < 100; i++) {
        assertThat(rows.next()).isTrue();
      }
      long begin = System.nanoTime();
      rows.close();
      assertEngineIsFree();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
      assertAnswers(connection);
    }
  }

  @Test
  void aClientThatStopsReadingGrowsNobodysMemory() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ENDLESS)) {
      for (int i = 0; i < 20_000; i++) {
        assertThat(rows.next()).isTrue();
      }
      ProcessHandle engine = server.awaitEngine();
      TimeUnit.SECONDS.sleep(3);
      long gatewayBefore = residentKilobytes(server.pid());
      long engineBefore = residentKilobytes(engine.pid());
      TimeUnit.SECONDS.sleep(6);
      assertThat(residentKilobytes(server.pid())).isLessThan(gatewayBefore + 30_000);
      assertThat(residentKilobytes(engine.pid())).isLessThan(engineBefore + 60_000);
      assertThat(rows.next()).isTrue();
    }
    assertEngineIsFree();
  }

  @Test
  void metadataIsAnsweredWhileAQueryRuns() throws Exception {
    try (Connection busy = server.connect();
        Statement statement = busy.createStatement();
        Connection connection = server.connect()) {
      CompletableFuture<Object> running = inBackground(statement, LONG);
      awaitRunning(1);
      try (ResultSet columns = connection.getMetaData().getColumns("lake", "tpch", "orders", "%")) {
        assertThat(columns.next()).isTrue();
      }
      statement.cancel();
      assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS))
          .hasMessageContaining("QUERY_CANCELED");
    }
  }

  private static void assertAnswers(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, "SELECT count(*) FROM orders")).containsExactly("15000");
    }
  }

  private static CompletableFuture<Object> inBackground(Statement statement, String sql) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return TpchIT.column(statement, sql);
          } catch (Exception e) {
            throw new java.util.concurrent.CompletionException(e);
          }
        });
  }

  private static void awaitRunning(int count) {
    assertThat(ServerProcess.await(Duration.ofSeconds(20), () -> running() >= count)).isTrue();
    // it counts as running once it is handed to the engine; give Spark a moment to begin
    ServerProcess.await(Duration.ofMillis(700), () -> false);
  }

  private static void assertEngineIsFree() {
    assertThat(ServerProcess.await(Duration.ofSeconds(1), () -> running() == 0))
        .as("queries that still run")
        .isTrue();
  }

  /** From /health, as an operator sees it. */
  private static int running() {
    try (java.io.InputStream in =
        java.net
            .URI
            .create("http://127.0.0.1:" + server.httpPort() + "/health")
            .toURL()
            .openStream()) {
      String body = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return Integer.parseInt(body.replaceFirst(".*\"queries\":(\\d+).*", "$1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentKilobytes(long pid) {
    String status = ServerProcess.read(Path.of("/proc/" + pid + "/status"));
    return Long.parseLong(status.replaceFirst("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1"));
  }
}
