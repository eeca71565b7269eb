package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ErrorsTest extends DriverTestCase {

  private static final String TEXT =
      "[TABLE_NOT_FOUND] Table sales.orderz not found. Did you mean sales.orders? (line 2, column"
          + " 6) SQLSTATE: 42P01";

  private static RuntimeException tableNotFound() {
    return FakeServer.failure(
        CallStatus.NOT_FOUND,
        TEXT,
        "x-penstock-condition",
        "TABLE_NOT_FOUND",
        "x-penstock-sqlstate",
        "42P01",
        "x-penstock-code",
        "1203",
        "x-penstock-query-id",
        "q-17",
        "x-penstock-line",
        "2",
        "x-penstock-column",
        "6");
  }

  private static void assertTableNotFound(SQLException e) {
    assertThat((Throwable) e).isInstanceOf(PenstockSqlException.class).hasMessage(TEXT);
    assertThat(e.getSQLState()).isEqualTo("42P01");
    assertThat(e.getErrorCode()).isEqualTo(1203);
    PenstockSqlException error = (PenstockSqlException) e;
    assertThat(error.condition()).contains("TABLE_NOT_FOUND");
    assertThat(error.queryId()).contains("q-17");
    assertThat(error.line()).hasValue(2);
    assertThat(error.column()).hasValue(6);
  }

  @Test
  void carriesWhatTheServerSaysWhenPlanningFails() throws Exception {
    server.fail("bad", tableNotFound());
    Statement statement = connection.createStatement();
    assertTableNotFound(
        catchThrowableOfType(SQLException.class, () -> statement.executeQuery("bad")));
    assertTableNotFound(
        catchThrowableOfType(SQLException.class, () -> connection.prepareStatement("bad")));
    assertTableNotFound(
        catchThrowableOfType(SQLException.class, () -> statement.executeUpdate("bad")));
    assertThat(connection.isValid(1)).isTrue();
  }

  @Test
  void carriesWhatTheServerSaysInTheMiddleOfAResult() throws Exception {
    server.answer(
        "breaks",
        Samples.NUMBERS,
        (listener, allocator) -> {
          try (VectorSchemaRoot root = VectorSchemaRoot.create(Samples.NUMBERS, allocator)) {
            listener.start(root);
            ((BigIntVector) root.getVector(0)).setSafe(0, 1);
            root.setRowCount(1);
            listener.putNext();
            listener.error(tableNotFound());
          }
        });
    ResultSet rows = connection.createStatement().executeQuery("breaks");
    assertThat(rows.next()).isTrue();
    assertTableNotFound(catchThrowableOfType(SQLException.class, rows::next));
    rows.close();
  }

  @Test
  void keepsALongMessageWhole() throws Exception {
    String message = "Unexpected " + "x".repeat(100_000) + " grün";
    server.fail(
        "long",
        FakeServer.failure(CallStatus.INVALID_ARGUMENT, message, "x-penstock-sqlstate", "42601"));
    assertThatThrownBy(() -> connection.createStatement().executeQuery("long")).hasMessage(message);
  }

  @Test
  void mapsStatusesOfOtherServers() throws Exception {
    server.fail("bare", CallStatus.UNIMPLEMENTED.withDescription("No way").toRuntimeException());
    assertThatThrownBy(() -> connection.createStatement().executeQuery("bare"))
        .hasMessage("No way")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("0A000"));
  }

  @Test
  void aWrongPasswordIs28000() {
    String url = "jdbc:penstock://127.0.0.1:" + server.port() + "?user=ada&password=wrong";
    assertThatThrownBy(() -> DriverManager.getConnection(url))
        .hasMessage("Wrong user or password")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("28000"));
  }

  @Test
  void anUnreachableServerIs08001AndNamed() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:penstock://127.0.0.1:" + port))
        .hasMessageContaining("Cannot connect to 127.0.0.1:" + port + ": connection refused")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08001"));
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:penstock://no.such.host.invalid:1"))
        .hasMessageContaining("Cannot connect to no.such.host.invalid:1: unknown host")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08001"));
  }

  @Test
  void encryptionWithAPlainServerIs08001() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    "jdbc:penstock://127.0.0.1:" + server.port() + "?useEncryption=true"))
        .hasMessageContaining("useEncryption (now true)")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08001"));
  }

  @Test
  void aSilentServerIs08001AfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection(
                      "jdbc:penstock://127.0.0.1:" + silent.getLocalPort() + "?connectTimeout=1"))
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08001"));
    }
  }

  @Test
  void aLostConnectionIs08006() throws Exception {
    server.answer("silent", Samples.NUMBERS, server.silence(1));
    CuttableProxy proxy = new CuttableProxy(server.port());
    String url = server.url().replace(":" + server.port(), ":" + proxy.port());
    try (Connection cut = DriverManager.getConnection(url)) {
      ResultSet rows = cut.createStatement().executeQuery("silent");
      rows.next();
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(() -> catchThrowable(rows::next));
      TimeUnit.MILLISECONDS.sleep(200);
      proxy.close();
      assertLost(failure.get(5, TimeUnit.SECONDS), proxy.port());
      assertLost(catchThrowable(() -> cut.createStatement().executeQuery("silent")), proxy.port());
      assertThat(cut.isValid(1)).isFalse();
    }
  }

  private static void assertLost(Throwable e, int port) {
    assertThat(e).hasMessageContaining("The connection to 127.0.0.1:" + port + " was lost");
    assertThat(((SQLException) e).getSQLState()).isEqualTo("08006");
  }
}
