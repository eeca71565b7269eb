package io.penstock.benchmarks.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.lake.GenerationRequest;
import io.penstock.benchmarks.lake.LakeGenerator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of these tests is DuckDB itself, with right and with wrong tables. */
class AnswerCheckTest {
  @TempDir static Path lake;

  @BeforeAll
  static void generate() {
    GenerationRequest request =
        new GenerationRequest(Benchmark.TPCH, new BigDecimal("0.01"), lake, false, 2);
    new LakeGenerator(request, (table, rows) -> {}).generate();
  }

  @Test
  void allQueriesRunAndHaveRows() throws SQLException {
    try (Connection server = server()) {
      List<QueryOutcome> outcomes = AnswerCheck.tpch(lake, 2).run(server, outcome -> {});

      assertThat(outcomes).hasSize(22).allMatch(QueryOutcome::ok);
      assertThat(outcomes).allSatisfy(o -> assertThat(o.times()).hasSize(2));
      assertThat(outcomes).allSatisfy(o -> assertThat(o.rows()).as(o.query().name()).isPositive());
    }
  }

  @Test
  void oneWrongPriceIsFound() throws SQLException {
    try (Connection server = server()) {
      execute(
          server,
          "create or replace view tpch.lineitem as select * replace (case when l_orderkey = 1 and"
              + " l_linenumber = 1 then l_extendedprice + 0.01 else l_extendedprice end as"
              + " l_extendedprice) from read_parquet('"
              + lake
              + "/tpch/lineitem/*.parquet')");

      QueryOutcome first = AnswerCheck.tpch(lake, 1).run(server, outcome -> {}).get(0);
      assertThat(first.problem().orElseThrow().error()).isFalse();
      assertThat(first.problem().orElseThrow().message()).contains("row 3: expected [N, O,");
    }
  }

  @Test
  void aFailedQueryIsReportedAndTheOthersStillRun() throws SQLException {
    try (Connection server = server()) {
      execute(server, "drop view tpch.region");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CheckReport report = new CheckReport(new PrintStream(bytes, true, StandardCharsets.UTF_8));

      AnswerCheck.tpch(lake, 1).run(server, report::add);

      assertThat(report.finish()).isFalse();
      String text = bytes.toString(StandardCharsets.UTF_8);
      assertThat(text)
          .containsPattern("q02 .*ERROR")
          .contains("region does not exist")
          .containsPattern("q01 .*ok")
          .containsPattern("total .*19/22")
          .contains("geometric mean");
    }
  }

  @Test
  void aLakeWithoutTablesIsRefused(@TempDir Path empty) throws SQLException {
    try (Connection server = server()) {
      assertThatThrownBy(() -> AnswerCheck.tpch(empty, 1).run(server, outcome -> {}))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("There is no Delta table in");
    }
  }

  private static Connection server() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    List<String> statements = new ArrayList<>(List.of("create schema tpch"));
    for (String table :
        "customer lineitem nation orders part partsupp region supplier".split(" ")) {
      statements.add(
          "create view tpch." + table + " as from '" + lake + "/tpch/" + table + "/*.parquet'");
    }
    execute(connection, statements.toArray(String[]::new));
    return connection;
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }
}
