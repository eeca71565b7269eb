package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.benchmarks.check.AnswerCheck;
import io.penstock.benchmarks.check.QueryOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 22 queries through two drivers, against DuckDB over the same files. */
class TpchIT {
  @TempDir private static Path folder;
  private static Path lake;
  private static ServerProcess server;

  @BeforeAll
  static void startsAServerOverTpch() {
    lake = folder.resolve("lake");
    SmallLake.tpch(lake);
    server = ServerProcess.start(lake, folder.resolve("data"));
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  @Test
  void ourDriverGetsAllAnswersRight() throws Exception {
    try (Connection connection = server.connect()) {
      assertAllRight(connection);
    }
  }

  @Test
  void arrowsOwnDriverGetsAllAnswersRight() throws Exception {
    try (Connection connection = server.connectByArrow()) {
      assertAllRight(connection);
    }
  }

  @Test
  void textsUnparsedFromThePlanGetAllAnswersRight() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET penstock.engine_text = planned");
      assertAllRight(connection);
    }
  }

  @Test
  void plannedTypesAreTheEnginesTypes() throws Exception {
    try (Connection connection = server.connect()) {
      assertAllRight(connection);
    }
    assertThat(server.gatewayLog()).doesNotContain("planned types differ");
  }

  @Test
  void explainsAQueryWithoutRunningIt() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "EXPLAIN SELECT sum(l_quantity) FROM lineitem WHERE l_shipdate > DATE '1998-01-01'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1))
          .contains("LogicalAggregate", "lake.tpch.lineitem", "version 0", "spark")
          .contains("SELECT sum(l_quantity) FROM lineitem");
    }
  }

  @Test
  void preparedStatementsBindAndKnowTheirTypes() throws Exception {
    try (Connection connection = server.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT o_orderkey, o_totalprice, o_orderdate FROM orders"
                    + " WHERE o_orderkey = ? AND o_orderdate >= ?")) {
      ResultSetMetaData metadata = statement.getMetaData();
      assertThat(metadata.getColumnName(2)).isEqualTo("o_totalprice");
      assertThat(metadata.getColumnType(2)).isEqualTo(Types.DECIMAL);
      assertThat(metadata.getPrecision(2)).isEqualTo(15);
      assertThat(metadata.getScale(2)).isEqualTo(2);
      for (long key : new long[] {1, 2, 3}) {
        statement.setLong(1, key);
        statement.setDate(2, java.sql.Date.valueOf("1990-01-01"));
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong("o_orderkey")).isEqualTo(key);
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  @Test
  void metadataShowsTheLake() throws Exception {
    try (Connection connection = server.connect()) {
      DatabaseMetaData metadata = connection.getMetaData();
      try (ResultSet tables = metadata.getTables("lake", "tpch", "%", null)) {
        List<String> names = new ArrayList<>();
        while (tables.next()) {
          names.add(tables.getString("TABLE_NAME"));
        }
        assertThat(names)
            .containsExactly(
                "customer",
                "lineitem",
                "nation",
                "orders",
                "part",
                "partsupp",
                "region",
                "supplier");
      }
      try (ResultSet columns = metadata.getColumns("lake", "tpch", "lineitem", "l_extended%")) {
        assertThat(columns.next()).isTrue();
        assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.DECIMAL);
        assertThat(columns.getInt("COLUMN_SIZE")).isEqualTo(15);
        assertThat(columns.getInt("DECIMAL_DIGITS")).isEqualTo(2);
        assertThat(columns.next()).isFalse();
      }
    }
  }

  @Test
  void commandsShowAndMove() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThat(column(statement, "SHOW CATALOGS")).containsExactly("lake");
      assertThat(column(statement, "SHOW SCHEMAS")).containsExactly("default", "tpch");
      assertThat(column(statement, "DESCRIBE tpch.region"))
          .startsWith("r_regionkey", "r_name", "r_comment");
      statement.execute("USE default");
      assertThat(column(statement, "SHOW TABLES")).isEmpty();
      statement.execute("USE lake.tpch");
      assertThat(column(statement, "SELECT count(*) FROM Region")).containsExactly("5");
    }
  }

  static List<String> column(Statement statement, String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      int column = sql.startsWith("SHOW TABLES") ? 2 : 1;
      while (rows.next()) {
        values.add(rows.getString(column));
      }
    }
    return values;
  }

  private static void assertAllRight(Connection connection) {
    List<QueryOutcome> outcomes = AnswerCheck.tpch(lake, 1).run(connection, outcome -> {});
    assertThat(outcomes).hasSize(22);
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.problem()).isEmpty());
  }
}
