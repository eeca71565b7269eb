package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.benchmarks.check.AnswerCheck;
import io.penstock.benchmarks.check.QueryOutcome;
import io.penstock.benchmarks.queries.TpcdsQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 103 texts of TPC-DS by our driver: values against DuckDB's over the same files, column names
 * and types against Spark's golden files.
 */
class TpcdsIT {
  private static final List<TpcdsQuery> QUERIES = TpcdsQuery.all(Path.of("target/spark-texts"));

  /** The tables are small, and a task costs more than its rows. */
  private static final String FEW_PARTITIONS = "SET spark.sql.shuffle.partitions = 2";

  /**
   * Two texts divide by a sum or a count that is 0 at this scale; in ANSI mode that is an error.
   */
  private static final Map<String, Pattern> DIVISORS =
      Map.of(
          "q12", Pattern.compile("sum\\(sum\\(\\w+\\)\\)\\s+OVER\\s+\\(PARTITION BY i_class\\)"),
          "q90", Pattern.compile("cast\\(pmc AS DECIMAL\\(15, 4\\)\\)"));

  @TempDir private static Path folder;
  private static Path lake;
  private static ServerProcess server;

  @BeforeAll
  static void startsAServerOverTpcds() {
    lake = folder.resolve("lake");
    SmallLake.tpcds(lake);
    server = ServerProcess.start(lake, folder.resolve("data"));
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  @Test
  void thereAreAllTexts() {
    assertThat(QUERIES).hasSize(103);
  }

  @Test
  void allTextsArePlanned() throws SQLException {
    Map<String, String> refused = new TreeMap<>();
    try (Connection connection = server.connect("tpcds");
        Statement statement = connection.createStatement()) {
      for (TpcdsQuery query : QUERIES) {
        try (ResultSet plan = statement.executeQuery("EXPLAIN " + query.text())) {
          assertThat(plan.next()).as(query.name()).isTrue();
        } catch (SQLException e) {
          refused.put(query.name(), e.getMessage());
        }
      }
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void allAnswersAreRight() throws SQLException {
    try (Connection connection = server.connect("tpcds");
        Statement statement = connection.createStatement()) {
      statement.execute(FEW_PARTITIONS);
      assertAllRight(connection);
    }
  }

  @Test
  void textsUnparsedFromThePlanGetAllAnswersRight() throws SQLException {
    try (Connection connection = server.connect("tpcds");
        Statement statement = connection.createStatement()) {
      statement.execute(FEW_PARTITIONS);
      statement.execute("SET penstock.engine_text = planned");
      assertAllRight(connection);
    }
  }

  /** All are right; those that divide by zero say so, and are right once they do not. */
  private static void assertAllRight(Connection connection) {
    Map<String, String> wrong = wrongAnswers(connection, QUERIES);
    for (String query : DIVISORS.keySet()) {
      assertThat(wrong.remove(query)).as(query).startsWith("[DIVIDE_BY_ZERO]");
    }
    assertThat(wrong).isEmpty();
    List<TpcdsQuery> guarded =
        QUERIES.stream()
            .filter(query -> DIVISORS.containsKey(query.name()))
            .map(TpcdsIT::withoutZeros)
            .toList();
    assertThat(wrongAnswers(connection, guarded)).isEmpty();
  }

  private static TpcdsQuery withoutZeros(TpcdsQuery query) {
    Matcher divisor = DIVISORS.get(query.name()).matcher(query.text());
    return new TpcdsQuery(query.name(), divisor.replaceFirst("nullif($0, 0)"), query.schema());
  }

  private static Map<String, String> wrongAnswers(Connection connection, List<TpcdsQuery> queries) {
    Map<String, String> wrong = new TreeMap<>();
    List<QueryOutcome> outcomes =
        AnswerCheck.tpcds(lake, queries, 1)
            .run(
                connection,
                outcome ->
                    outcome
                        .problem()
                        .ifPresent(p -> wrong.put(outcome.query().name(), p.message())));
    assertThat(outcomes).hasSameSizeAs(queries);
    return wrong;
  }
}
