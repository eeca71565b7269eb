package io.penstock.benchmarks.check;

import io.penstock.benchmarks.lake.LakeTable;
import io.penstock.benchmarks.queries.TpchQuery;
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
  private static final List<String> TABLES =
      List.of("customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");

  private final Connection duckDb;

  private ExpectedAnswers(Connection duckDb) {
    this.duckDb = duckDb;
  }

  /** Opens DuckDB on the newest versions of the lake's tables. */
  static ExpectedAnswers over(Path lake) throws SQLException {
    ExpectedAnswers answers = new ExpectedAnswers(DriverManager.getConnection("jdbc:duckdb:"));
    try (Statement statement = answers.duckDb.createStatement()) {
      statement.execute("create schema tpch");
      for (String table : TABLES) {
        statement.execute(viewOf(table, LakeTable.in(lake, table).activeFiles()));
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
    return "create view tpch." + table + " as select * from read_parquet([" + list + "])";
  }

  /** All rows of a query in its order, without its LIMIT. */
  Answer answer(TpchQuery query) throws SQLException {
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(query.unlimitedText())) {
      return Answer.read(result);
    }
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
