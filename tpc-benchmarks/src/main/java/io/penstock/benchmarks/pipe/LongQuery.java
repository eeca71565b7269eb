package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the engine busy on a connection of its own: a join with hundreds of partners per row, again
 * and again, until it is closed, which cancels the query under way.
 */
final class LongQuery implements AutoCloseable {
  private static final String TEXT =
      "select sum(a.l_quantity * b.l_tax) as total from tpch.lineitem a join tpch.lineitem b"
          + " on a.l_suppkey = b.l_suppkey";

  private static final Duration CANCEL_PERIOD = Duration.ofMillis(500);
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(60);

  private final Statement statement;
  private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::runUntilClosed, "long-query");
  private volatile boolean closed;

  /** Starts it on a connection that is lent and used by nobody else. */
  static LongQuery start(Connection connection) throws SQLException {
    LongQuery query = new LongQuery(connection.createStatement());
    query.thread.setDaemon(true);
    query.thread.start();
    return query;
  }

  private LongQuery(Statement statement) {
    this.statement = statement;
  }

  private void runUntilClosed() {
    try {
      while (!closed) {
        statement.executeQuery(TEXT).close();
      }
    } catch (SQLException e) {
      // a cancelled query fails; only a failure before that matters
      if (!closed) {
        failure.set(e);
      }
    }
  }

  /** Throws if the engine was not busy all the time, because the query failed. */
  void checkStillRunning() {
    SQLException thrown = failure.get();
    if (thrown != null) {
      throw Server.failure("the long query", thrown);
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    long deadlineNanos = System.nanoTime() + CANCEL_TIMEOUT.toNanos();
    try {
      do {
        // again and again, as the thread may be between two statements
        statement.cancel();
        thread.join(CANCEL_PERIOD.toMillis());
      } while (thread.isAlive() && System.nanoTime() < deadlineNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new SQLException(
          "the long query was cancelled " + CANCEL_TIMEOUT.toSeconds() + " s ago and still runs");
    }
    statement.close();
  }
}
