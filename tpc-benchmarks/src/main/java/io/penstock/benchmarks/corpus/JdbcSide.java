package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Outcome.Column;
import io.penstock.benchmarks.corpus.Outcome.Rejection;
import io.penstock.benchmarks.corpus.Outcome.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server by JDBC; the connection is lent. */
final class JdbcSide implements FileRun.Server {
  private static final int TIMEOUT_SECONDS = 60;
  private static final Pattern CONDITION = Pattern.compile("^\\[([A-Za-z0-9_.]+)]");

  private static final Pattern PASSED_ON = Pattern.compile("passed through\\. (.*)");
  private static final String PLAN = "== Logical plan ==\n";
  private static final String NO_PLAN = PLAN + "none\n";

  private final Connection connection;

  JdbcSide(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Outcome run(String text) {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      if (!statement.execute(text)) {
        return new Rows(List.of(), List.of(), "");
      }
      try (ResultSet result = statement.getResultSet()) {
        return read(result);
      }
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      Matcher condition = CONDITION.matcher(message);
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      return new Rejection(condition.find() ? condition.group(1) : "", state, message);
    }
  }

  /** As its EXPLAIN says. */
  @Override
  public Optional<String> passesOn(String query) {
    Outcome outcome = run("EXPLAIN " + query);
    if (outcome instanceof Rejection refused) {
      return Optional.of("refused: " + refused.message());
    }
    String plan = String.join("\n", ((Rows) outcome).rows());
    if (plan.contains(PLAN) && !plan.contains(NO_PLAN)) {
      return Optional.empty();
    }
    Matcher reason = PASSED_ON.matcher(plan);
    return Optional.of(reason.find() ? reason.group(1) : plan);
  }

  private static Rows read(ResultSet result) throws SQLException {
    ResultSetMetaData metadata = result.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(new Column(metadata.getColumnLabel(i), type(metadata, i)));
    }
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        values.add(JdbcValues.text(result, i, columns.get(i - 1).type()));
      }
      rows.add(String.join(", ", values));
    }
    return new Rows(columns, rows, "");
  }

  private static String type(ResultSetMetaData metadata, int column) throws SQLException {
    String name = metadata.getColumnTypeName(column);
    return metadata.getColumnType(column) == Types.DECIMAL
        ? name + "(" + metadata.getPrecision(column) + "," + metadata.getScale(column) + ")"
        : name;
  }
}
