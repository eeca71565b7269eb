package io.penstock.jdbc.shell;

import io.penstock.jdbc.PenstockConnection;
import io.penstock.jdbc.QueryProgress;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs one statement after the other and prints what they return. */
final class StatementRunner {

  private final PenstockConnection connection;
  private final ResultWriter writer;
  private final PrintStream out;
  private final PrintStream messages;
  private final boolean showProgress;
  private volatile @Nullable Statement running;
  private String lastQueryId = "";

  /**
   * @param out where rows go
   * @param messages where everything else goes
   * @param showProgress whether the messages go to a terminal
   */
  StatementRunner(
      PenstockConnection connection,
      ResultWriter writer,
      PrintStream out,
      PrintStream messages,
      boolean showProgress) {
    this.connection = connection;
    this.writer = writer;
    this.out = out;
    this.messages = messages;
    this.showProgress = showProgress;
  }

  /** Runs a statement; returns whether it succeeded. */
  boolean run(String sql) throws OutputClosedException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      running = statement;
      long rows = execute(statement, sql);
      out.flush();
      messages.println(summary(rows, System.nanoTime() - start));
      return true;
    } catch (SQLException e) {
      out.flush();
      messages.println(ErrorText.of(e, sql));
      return false;
    } finally {
      running = null;
    }
  }

  private long execute(Statement statement, String sql) throws SQLException, OutputClosedException {
    if (!showProgress) {
      return print(statement, statement.execute(sql));
    }
    try (ProgressLine progress = new ProgressLine(connection, messages)) {
      boolean hasRows = statement.execute(sql);
      progress.pause();
      return print(statement, hasRows);
    }
  }

  private long print(Statement statement, boolean hasRows)
      throws SQLException, OutputClosedException {
    if (!hasRows) {
      return -1;
    }
    try (ResultSet rows = statement.getResultSet()) {
      return writer.write(rows, out);
    }
  }

  private String summary(long rows, long nanos) throws SQLException {
    String what = rows < 0 ? "OK" : rows == 1 ? "1 row" : rows + " rows";
    QueryProgress last = connection.progress();
    // USE and SET are no queries: the session's latest is then still the one before
    boolean inLane = !last.lane().isEmpty() && !last.lane().equals("none");
    boolean thisOne = inLane && !last.id().equals(lastQueryId);
    lastQueryId = last.id();
    String lane = thisOne ? " (lane " + last.lane() + ")" : "";
    return String.format(Locale.ROOT, "%s in %.3f s%s", what, nanos / 1e9, lane);
  }

  /** Cancels the statement that runs, if one does. May be called from any thread. */
  void cancel() {
    Statement statement = running;
    if (statement == null) {
      return;
    }
    try {
      statement.cancel();
    } catch (SQLException e) {
      messages.println(ErrorText.of(e, ""));
    }
  }
}
