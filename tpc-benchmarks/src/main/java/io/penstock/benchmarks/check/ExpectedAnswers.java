package io.penstock.benchmarks.check;

import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.queries.BenchmarkQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The right answers, by DuckDB over the very files that the lake's Delta logs name. Not
 * thread-safe; closed by whoever made it.
 */
final class ExpectedAnswers implements AutoCloseable {
  private final Connection duckDb;

  private ExpectedAnswers(Connection duckDb) {
    this.duckDb = duckDb;
  }

  /** Opens DuckDB on the newest versions of a benchmark's tables, NULLs sorted as in Spark. */
  static ExpectedAnswers over(Path lake, Benchmark benchmark) throws SQLException {
    ExpectedAnswers answers = new ExpectedAnswers(DriverManager.getConnection("jdbc:duckdb:"));
    try (Statement statement = answers.duckDb.createStatement()) {
      statement.execute("set default_null_order = 'nulls_first_on_asc_last_on_desc'");
      statement.execute("create schema " + benchmark.schema());
      statement.execute("use " + benchmark.schema());
      for (String table : benchmark.tableNames()) {
        statement.execute(viewOf(table, benchmark.table(lake, table).activeFiles()));
      }
      return answers;
    } catch (SQLException | RuntimeException e) {
      answers.close();
      throw e;
    }
  }

  private static String viewOf(String table, List<Path> files) {
    String list =
        files.stream()
            .map(file -> "'" + file.toString().replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    return "create view " + table + " as select * from read_parquet([" + list + "])";
  }

  /** All rows of a query in its order, without its LIMIT. */
  Answer answer(BenchmarkQuery query) throws SQLException {
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(query.referenceText())) {
      return Answer.read(result);
    }
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
