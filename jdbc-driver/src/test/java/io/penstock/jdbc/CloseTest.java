package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each test leaves things open; {@link DriverTestCase} checks that no buffer stays behind. */
@Timeout(30)
final class CloseTest extends DriverTestCase {

  @Test
  void closingTheConnectionFreesHalfReadResults() throws Exception {
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
    for (int i = 0; i < 5; i++) {
      ResultSet rows = connection.createStatement().executeQuery("endless");
      rows.next();
    }
    PreparedStatement prepared = connection.prepareStatement("endless");
    prepared.executeQuery().next();
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    connection.close();
    assertThatThrownBy(connection::createStatement).hasMessage("The connection is closed");
    assertThat(server.events).contains("closeSession");
  }

  @Test
  void closingTheConnectionFreesUnreadMetadata() throws Exception {
    connection.getMetaData().getTypeInfo();
    ResultSet types = connection.getMetaData().getTypeInfo();
    types.next();
    connection.getMetaData().getPrimaryKeys(null, null, "t");
  }

  @Test
  void closingTheConnectionWakesAReader() throws Exception {
    server.answer("silent", Samples.NUMBERS, server.silence(1));
    ResultSet rows = connection.createStatement().executeQuery("silent");
    rows.next();
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> org.assertj.core.api.Assertions.catchThrowable(rows::next));
    TimeUnit.MILLISECONDS.sleep(100);
    connection.close();
    assertThat(failure.get(2, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
  }

  @Test
  void aStatementClosesItsResultWhenItRunsAgain() throws Exception {
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
    Statement statement = connection.createStatement();
    ResultSet first = statement.executeQuery("endless");
    first.next();
    ResultSet second = statement.executeQuery("endless");
    assertThat(first.isClosed()).isTrue();
    assertThat(second.next()).isTrue();
    statement.close();
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void closeOnCompletionClosesTheStatementWithItsResult() throws Exception {
    server.answer("numbers", Samples.NUMBERS, server.numbers(1, 2));
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    statement.executeQuery("numbers").close();
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void maxRowsEndsTheResultAndTheQuery() throws Exception {
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
    Statement statement = connection.createStatement();
    statement.setMaxRows(1500);
    statement.setFetchSize(7);
    ResultSet rows = statement.executeQuery("endless");
    int count = 0;
    while (rows.next()) {
      count++;
    }
    assertThat(count).isEqualTo(1500);
    assertThat(rows.next()).isFalse();
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anEmptyResultHasColumnsButNoRows() throws Exception {
    try (VectorSchemaRoot empty = Samples.allTypes(server.allocator)) {
      server.answer(
          "nothing",
          Samples.ALL_TYPES,
          (listener, allocator) -> {
            try (VectorSchemaRoot root = VectorSchemaRoot.create(Samples.ALL_TYPES, allocator)) {
              listener.start(root);
              listener.completed();
            }
          });
      ResultSet rows = connection.createStatement().executeQuery("nothing");
      assertThat(rows.isBeforeFirst()).isFalse();
      assertThat(rows.getMetaData().getColumnCount()).isEqualTo(20);
      assertThat(rows.next()).isFalse();
      assertThat(rows.isAfterLast()).isFalse();
    }
  }

  @Test
  void aCommandWithoutColumnsReturnsNoResult() throws Exception {
    Schema none = new Schema(List.of());
    server.answer(
        "USE tpch",
        none,
        (listener, allocator) -> {
          try (VectorSchemaRoot root = VectorSchemaRoot.create(none, allocator)) {
            listener.start(root);
            listener.completed();
          }
        });
    Statement statement = connection.createStatement();
    assertThat(statement.execute("USE tpch")).isFalse();
    assertThat(statement.getResultSet()).isNull();
    assertThat(statement.getUpdateCount()).isZero();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThatThrownBy(() -> statement.executeQuery("USE tpch"))
        .hasMessageContaining("no result set");
  }

  @Test
  void updatesReturnTheirCount() throws Exception {
    server.update("insert", 42);
    Statement statement = connection.createStatement();
    assertThat(statement.executeUpdate("insert")).isEqualTo(42);
    assertThat(statement.getUpdateCount()).isEqualTo(42);
    statement.addBatch("insert");
    statement.addBatch("insert");
    assertThat(statement.executeBatch()).containsExactly(42, 42);
  }

  @Test
  void sessionStateIsTheServers() throws Exception {
    assertThat(connection.getCatalog()).isEqualTo("lake");
    assertThat(connection.getSchema()).isNull();
    connection.setSchema("tpch");
    assertThat(server.sessionOptions).containsEntry("schema", "tpch");
    assertThat(connection.getSchema()).isEqualTo("tpch");
    assertThatThrownBy(() -> connection.setCatalog("nowhere"))
        .hasMessage("Catalog 'nowhere' was not found")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("3D000"));
    assertThat(connection.isValid(5)).isTrue();
  }

  @Test
  void reportsProgress() throws Exception {
    PenstockConnection penstock = connection.unwrap(PenstockConnection.class);
    assertThat(penstock.progress()).isEqualTo(QueryProgress.NONE);
    server.progress =
        "{\"id\":\"q1\",\"state\":\"RUNNING\",\"lane\":\"spark\",\"elapsedMillis\":1234,"
            + "\"tasksDone\":3,\"tasksTotal\":8,\"rows\":0,\"later\":\"unknown\"}";
    assertThat(penstock.progress())
        .isEqualTo(new QueryProgress("q1", QueryProgress.State.RUNNING, "spark", 1234, 3, 8, 0));
  }
}
