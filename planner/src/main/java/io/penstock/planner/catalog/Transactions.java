package io.penstock.planner.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** All or nothing on one SQLite connection. */
final class Transactions {
  /** What runs inside a transaction. */
  interface Work<T> {
    T run() throws SQLException;
  }

  private Transactions() {}

  /** Runs the work under SQLite's write lock, which no other process then holds. */
  static <T> T run(Connection connection, Work<T> work) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
    try {
      T result = work.run();
      execute(connection, "COMMIT");
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        execute(connection, "ROLLBACK");
      } catch (SQLException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
