package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Names and locations in an SQLite file; what the Delta logs say is never kept here. Thread-safe by
 * one lock around one connection: its statements are short. Blocks on the disk.
 */
final class ControlStore implements AutoCloseable {

  /** What is done in one transaction. */
  interface Change<T> {
    T run(StoreRows rows) throws SQLException;
  }

  /** What is done in one transaction and gives nothing back. */
  interface Effect {
    void run(StoreRows rows) throws SQLException;
  }

  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  private final Connection connection;

  private ControlStore(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the store, creates it if need be and brings it to this program's version.
   *
   * @throws PenstockException STORAGE_UNAVAILABLE, also if a newer program wrote it;
   *     STORAGE_ACCESS_DENIED
   */
  static ControlStore open(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw StorageFailures.unavailable("making the folder of the control store", e);
    }
    Connection connection = connect(file);
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = NORMAL");
        statement.execute("PRAGMA foreign_keys = ON");
      }
      ControlStoreMigrations.run(connection);
      return new ControlStore(connection);
    } catch (SQLException e) {
      closeAfter(connection, e);
      throw failed("opening", e);
    } catch (PenstockException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private static Connection connect(Path file) {
    try {
      return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw failed("opening", e);
    }
  }

  private static void closeAfter(Connection connection, Exception reason) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static PenstockException failed(String attempt, SQLException cause) {
    return new PenstockException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "The control store failed while "
            + attempt
            + " it"
            + reason(cause)
            + ". Check that its folder is writable and its disk is not full.",
        cause);
  }

  /** SQLite's own words where it has a code; other messages of the driver hold the file's path. */
  private static String reason(SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.startsWith("[SQLITE_") ? " (" + message + ")" : "";
  }

  /** All that the store holds. */
  synchronized StoredNames read() {
    try {
      return new StoreRows(connection).read();
    } catch (SQLException e) {
      throw failed("reading", e);
    }
  }

  /** Changes the store, wholly or not at all. */
  synchronized <T> T change(Change<T> change) {
    try {
      return Transactions.run(connection, () -> change.run(new StoreRows(connection)));
    } catch (SQLException e) {
      throw failed("writing", e);
    }
  }

  /** Changes the store, wholly or not at all. */
  void update(Effect effect) {
    change(
        rows -> {
          effect.run(rows);
          return true;
        });
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("closing", e);
    }
  }
}
