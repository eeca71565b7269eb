package io.penstock.odbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.PenstockException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

@Timeout(60)
class PostgresDoorTest {
  private final TestHouse house = new TestHouse();

  @AfterEach
  void leavesNothingBehind() {
    house.close();
  }

  @Test
  void logsInWithPasswordAndToken() throws SQLException {
    try (Connection ann = house.connect();
        Connection ben = house.connect("user", "ben", "password", TestHouse.TOKEN);
        Connection token = house.connect("user", "token", "password", TestHouse.TOKEN)) {
      assertThat(count(ann, 3)).isEqualTo(3);
      assertThat(count(ben, 3)).isEqualTo(3);
      assertThat(show(token, "session_authorization")).isEqualTo("ben");
      assertThat(ann.getMetaData().getDatabaseProductVersion()).isEqualTo("15.0");
    }
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownDatabase() {
    assertThat(failure(() -> house.connect("password", "x").close()).getSQLState())
        .isEqualTo("28P01");
    assertThat(failure(() -> house.connect("user", "eve").close()).getSQLState())
        .isEqualTo("28P01");
    assertThat(failure(() -> house.connectTo("pond").close()).getSQLState()).isEqualTo("3D000");
  }

  @Test
  void saysWhatToDoWhenThePortIsTaken() {
    try (PostgresDoor second = new PostgresDoor()) {
      assertThatThrownBy(() -> second.open(house.house(Optional.empty()), house.port))
          .isInstanceOf(PenstockException.class)
          .hasMessageContaining("--pg-port");
    }
  }

  @Test
  void refusesMoreConnectionsThanItsLimitButLetsThemComeAgain() throws Exception {
    try (TestHouse small =
            new TestHouse(new PostgresDoor(1, java.time.Duration.ofSeconds(30)), Optional.empty());
        Connection first = small.connect()) {
      assertThat(failure(() -> small.connect().close()).getSQLState()).isEqualTo("53300");
      first.close();
      TestHouse.await(() -> small.door.clientCount() == 0);
      small.connect().close();
    }
  }

  @Test
  void answersSimpleQueriesInText() throws SQLException {
    try (Connection simple = house.connect("preferQueryMode", "simple")) {
      checkTypes(simple, 1);
    }
  }

  @Test
  void answersExtendedQueriesInTextAndThenInBinary() throws SQLException {
    try (Connection extended = house.connect("prepareThreshold", "1")) {
      checkTypes(extended, 4);
    }
    try (Connection binary =
        house.connect(
            "prepareThreshold", "-1", "binaryTransferEnable", "1700,1082,1114,1184,16,17,25")) {
      checkTypes(binary, 3);
    }
  }

  private static void checkTypes(Connection connection, int times) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("types")) {
      for (int i = 0; i < times; i++) {
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.getMetaData().getColumnType(8)).isEqualTo(Types.NUMERIC);
          assertThat(rows.getMetaData().getPrecision(8)).isEqualTo(15);
          assertThat(rows.getMetaData().getScale(8)).isEqualTo(2);
          assertThat(rows.next()).isTrue();
          assertThat(rows.getBoolean("bool")).isTrue();
          assertThat(rows.getInt("tiny")).isEqualTo(-7);
          assertThat(rows.getInt("small")).isEqualTo(300);
          assertThat(rows.getInt("int")).isEqualTo(-70_000);
          assertThat(rows.getLong("big")).isEqualTo(Long.MAX_VALUE);
          assertThat(rows.getFloat("float")).isEqualTo(1.5f);
          assertThat(rows.getDouble("double")).isEqualTo(Double.NEGATIVE_INFINITY);
          assertThat(rows.getBigDecimal("dec")).isEqualTo(new BigDecimal("-1234567890123.40"));
          assertThat(rows.getString("text")).isEqualTo("grüß 😀");
          assertThat(rows.getDate("date").toLocalDate()).isEqualTo(TestTypes.DATE);
          assertThat(rows.getObject("instant", OffsetDateTime.class).toInstant())
              .isEqualTo(TestTypes.INSTANT);
          assertThat(rows.getObject("local", LocalDateTime.class))
              .isEqualTo(LocalDateTime.ofInstant(TestTypes.INSTANT, ZoneOffset.UTC));
          assertThat(rows.getBytes("bytes")).containsExactly(0, 0xfe);
          assertThat(rows.getString("list")).isEqualTo("[1,2]");
          assertThat(rows.next()).isTrue();
          for (int column = 1; column <= 14; column++) {
            assertThat(rows.getObject(column)).isNull();
          }
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  @Test
  void bindsParametersInTheOrderOfTheMarks() throws SQLException {
    try (Connection connection = house.connect("prepareThreshold", "-1");
        PreparedStatement statement = connection.prepareStatement("one ? two ? three ?")) {
      assertThat(statement.getParameterMetaData().getParameterType(1)).isEqualTo(Types.BIGINT);
      statement.setInt(1, 7);
      statement.setString(2, "it's");
      statement.setBigDecimal(3, new BigDecimal("1.50"));
      statement.executeQuery().close();
      statement.setDate(1, java.sql.Date.valueOf("2026-02-28"));
      statement.setNull(2, Types.INTEGER);
      statement.setBytes(3, new byte[] {1, 2});
    }
    assertThat(house.engine.executed.get(0).parameters())
        .containsExactly(7, "it's", new BigDecimal("1.50"));
    assertThat(house.engine.executed.get(0).text()).isEqualTo("one ? two ? three ?");
  }

  @Test
  void readsAResultPieceByPieceThroughAPortal() throws Exception {
    try (Connection connection = house.connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(300);
        try (ResultSet rows = statement.executeQuery("count 100000")) {
          for (int i = 0; i < 1000; i++) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(i);
          }
          assertThat(house.engine.batches.get()).isLessThanOrEqualTo(3);
        }
        connection.commit();
        TestHouse.await(() -> house.engine.open.get() == 0);
        try (ResultSet rows = statement.executeQuery("count 1000")) {
          int count = 0;
          while (rows.next()) {
            count++;
          }
          assertThat(count).isEqualTo(1000);
        }
      }
    }
  }

  @Test
  void streamsManyRows() throws SQLException {
    try (Connection connection = house.connect()) {
      assertThat(count(connection, 300_000)).isEqualTo(300_000);
    }
  }

  @Test
  void cancelsARunningQuery() throws Exception {
    for (String text : new String[] {"hang", "stuck"}) {
      try (Connection connection = house.connect();
          Statement statement = connection.createStatement()) {
        CompletableFuture<SQLException> failed =
            CompletableFuture.supplyAsync(() -> failure(() -> statement.executeQuery(text)));
        TestHouse.await(() -> !house.engine.hanging.isEmpty());
        statement.cancel();
        assertThat(failed.get().getSQLState()).isEqualTo("57014");
        assertThat(count(connection, 2)).isEqualTo(2);
      }
    }
  }

  @Test
  void stopsAQueryAtItsTimeout() throws SQLException {
    try (Connection connection = house.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = 300");
      assertThat(show(connection, "statement_timeout")).isEqualTo("1s");
      assertThat(failure(() -> statement.executeQuery("hang")).getSQLState()).isEqualTo("57014");
      assertThat(count(connection, 2)).isEqualTo(2);
    }
  }

  @Test
  void saysWhereAnErrorIs() throws SQLException {
    for (String mode : new String[] {"simple", "extended"}) {
      try (Connection connection = house.connect("preferQueryMode", mode);
          Statement statement = connection.createStatement()) {
        SQLException e =
            failure(() -> statement.executeQuery("select \"ü\", '😀\\',\n E'\\n' broken"));
        ServerErrorMessage told = ((PSQLException) e).getServerErrorMessage();
        assertThat(told.getSQLState()).isEqualTo("42601");
        assertThat(told.getMessage()).isEqualTo("Unexpected 'broken'.");
        assertThat(told.getDetail()).isEqualTo("[PARSE_SYNTAX_ERROR]");
        assertThat(told.getPosition()).isEqualTo(26);
        e = failure(() -> statement.executeQuery("fail"));
        told = ((PSQLException) e).getServerErrorMessage();
        assertThat(told.getSQLState()).isEqualTo("22012");
        assertThat(told.getDetail()).startsWith("[DIVIDE_BY_ZERO] query ");
        assertThat(told.getPosition()).isZero();
        assertThat(count(connection, 2)).isEqualTo(2);
      }
    }
  }

  @Test
  void runsSeveralStatementsUntilOneFails() throws SQLException {
    try (Connection connection = house.connect("preferQueryMode", "simple");
        Statement statement = connection.createStatement()) {
      assertThat(statement.execute("count 2; SET application_name = ';'; count 3;; -- end"))
          .isTrue();
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getMoreResults()).isTrue();
      assertThat(show(connection, "application_name")).isEqualTo(";");
      SQLException e = failure(() -> statement.execute("count 1; broken; count 5"));
      assertThat(((PSQLException) e).getServerErrorMessage().getPosition()).isEqualTo(10);
      assertThat(house.engine.executed).hasSize(3);
    }
  }

  @Test
  void keepsCountOfTransactions() throws SQLException {
    try (Connection connection = house.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertThat(count(connection, 1)).isEqualTo(1);
      failure(() -> statement.executeQuery("fail"));
      assertThat(failure(() -> statement.executeQuery("count 1")).getSQLState()).isEqualTo("25P02");
      connection.rollback();
      connection.setSavepoint("here");
      failure(() -> statement.executeQuery("fail"));
      statement.execute("ROLLBACK TO SAVEPOINT here");
      assertThat(count(connection, 1)).isEqualTo(1);
      connection.commit();
    }
  }

  @Test
  void understandsTheSettingsOfClients() throws SQLException {
    try (Connection connection = house.connect("currentSchema", "shop");
        Statement statement = connection.createStatement()) {
      assertThat(show(connection, "search_path")).isEqualTo("shop");
      assertThat(show(connection, "transaction_isolation")).isEqualTo("read committed");
      statement.execute("SET search_path TO nowhere, \"default\"");
      assertThat(show(connection, "search_path")).isEqualTo("default");
      assertThat(failure(() -> statement.execute("SET search_path = nowhere")).getSQLState())
          .isEqualTo("3F000");
      statement.execute("SET TIME ZONE 'Asia/Kolkata'");
      assertThat(show(connection, "TimeZone")).isEqualTo("Asia/Kolkata");
      try (ResultSet rows = statement.executeQuery("types")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("instant")).isEqualTo("2026-07-01 15:41:12.345678+05:30");
      }
      statement.execute("SET penstock.engine_text TO planned");
      assertThat(show(connection, "penstock.engine_text")).isEqualTo("planned");
      assertThat(failure(() -> statement.execute("SET no_such = 1")).getSQLState())
          .isEqualTo("42704");
      statement.execute("DISCARD ALL");
      assertThat(show(connection, "search_path")).isEqualTo("shop");
      assertThat(show(connection, "penstock.engine_text")).isEqualTo("auto");
      statement.execute("USE shop");
      statement.execute("DEALLOCATE ALL");
    }
  }

  @Test
  void freesTheQueryOfAClientThatLeaves() throws Exception {
    for (String text : new String[] {"hang", "stuck", "count 50000000"}) {
      Connection connection = house.connect();
      Thread reader = new Thread(() -> failure(() -> read(connection, text)));
      reader.start();
      TestHouse.await(() -> house.queries.runningCount() == 1);
      connection.abort(Runnable::run);
      TestHouse.await(() -> house.queries.runningCount() == 0);
      TestHouse.await(() -> house.engine.open.get() == 0);
      TestHouse.await(() -> house.sessions.count() == 0);
      reader.join();
    }
  }

  private static void read(Connection connection, String text) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(text.equals("count 50000000") ? 40_000_000 : 0);
      statement.executeQuery(text);
    }
  }

  private static long count(Connection connection, int rows) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("count " + rows)) {
      long count = 0;
      while (result.next()) {
        assertThat(result.getLong(1)).isEqualTo(count);
        count++;
      }
      return count;
    }
  }

  private static String show(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW " + name)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private interface Failing {
    void run() throws SQLException;
  }

  private static SQLException failure(Failing action) {
    try {
      action.run();
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError("it did not fail");
  }
}
