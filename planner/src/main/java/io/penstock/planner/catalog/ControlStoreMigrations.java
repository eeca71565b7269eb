package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The control store's versions, oldest first: each a list of statements that runs in one
 * transaction and is then written into {@code schema_migrations}. Append; never change one that has
 * been released.
 */
final class ControlStoreMigrations {
  private static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              "CREATE TABLE catalogs ("
                  + " id INTEGER PRIMARY KEY,"
                  + " name TEXT NOT NULL,"
                  + " name_key TEXT NOT NULL UNIQUE,"
                  + " created_at TEXT NOT NULL)",
              "CREATE TABLE schemas ("
                  + " id INTEGER PRIMARY KEY,"
                  + " catalog_id INTEGER NOT NULL REFERENCES catalogs (id) ON DELETE CASCADE,"
                  + " name TEXT NOT NULL,"
                  + " name_key TEXT NOT NULL,"
                  + " created_at TEXT NOT NULL,"
                  + " UNIQUE (catalog_id, name_key))",
              "CREATE TABLE tables ("
                  + " id INTEGER PRIMARY KEY,"
                  + " schema_id INTEGER NOT NULL REFERENCES schemas (id) ON DELETE CASCADE,"
                  + " name TEXT NOT NULL,"
                  + " name_key TEXT NOT NULL,"
                  + " location TEXT NOT NULL,"
                  + " provenance TEXT NOT NULL CHECK (provenance IN ('discovered', 'registered')),"
                  + " created_at TEXT NOT NULL,"
                  + " UNIQUE (schema_id, name_key))"),
          List.of(
              "ALTER TABLE catalogs ADD COLUMN folder TEXT",
              "ALTER TABLE catalogs ADD COLUMN comment TEXT",
              "ALTER TABLE schemas ADD COLUMN created INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE schemas ADD COLUMN comment TEXT",
              "ALTER TABLE schemas ADD COLUMN properties TEXT NOT NULL DEFAULT '{}'",
              "ALTER TABLE tables ADD COLUMN managed INTEGER NOT NULL DEFAULT 0",
              "CREATE TABLE views ("
                  + " id INTEGER PRIMARY KEY,"
                  + " schema_id INTEGER NOT NULL REFERENCES schemas (id) ON DELETE CASCADE,"
                  + " name TEXT NOT NULL,"
                  + " name_key TEXT NOT NULL,"
                  + " text TEXT NOT NULL,"
                  + " current_catalog TEXT NOT NULL,"
                  + " current_schema TEXT NOT NULL,"
                  + " query_columns TEXT NOT NULL,"
                  + " columns TEXT NOT NULL,"
                  + " comment TEXT,"
                  + " properties TEXT NOT NULL,"
                  + " created_at TEXT NOT NULL,"
                  + " UNIQUE (schema_id, name_key))",
              "CREATE TABLE reservations ("
                  + " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                  + " schema_id INTEGER NOT NULL REFERENCES schemas (id) ON DELETE CASCADE,"
                  + " name TEXT NOT NULL,"
                  + " name_key TEXT NOT NULL,"
                  + " location TEXT NOT NULL,"
                  + " managed INTEGER NOT NULL,"
                  + " adopted INTEGER NOT NULL,"
                  + " owner TEXT NOT NULL,"
                  + " created_at TEXT NOT NULL,"
                  + " UNIQUE (schema_id, name_key))",
              "CREATE TABLE dropped_tables ("
                  + " id TEXT PRIMARY KEY,"
                  + " catalog TEXT NOT NULL,"
                  + " schema TEXT NOT NULL,"
                  + " name TEXT NOT NULL,"
                  + " location TEXT NOT NULL,"
                  + " managed INTEGER NOT NULL,"
                  + " dropped_at INTEGER NOT NULL)"),
          List.of(
              "CREATE TABLE functions ("
                  + " id INTEGER PRIMARY KEY,"
                  + " schema_id INTEGER NOT NULL REFERENCES schemas (id) ON DELETE CASCADE,"
                  + " name TEXT NOT NULL,"
                  + " name_key TEXT NOT NULL,"
                  + " text TEXT NOT NULL,"
                  + " relations TEXT NOT NULL,"
                  + " functions TEXT NOT NULL,"
                  + " created_at TEXT NOT NULL,"
                  + " UNIQUE (schema_id, name_key))"),
          List.of(
              "ALTER TABLE views ADD COLUMN engine_text TEXT",
              "ALTER TABLE views ADD COLUMN engine_relations TEXT",
              "ALTER TABLE views ADD COLUMN engine_functions TEXT",
              "ALTER TABLE catalogs ADD COLUMN properties TEXT NOT NULL DEFAULT '{}'"));

  private ControlStoreMigrations() {}

  /** The version that this program writes. */
  static int newest() {
    return MIGRATIONS.size();
  }

  /** Brings the store to {@link #newest()}. */
  static void run(Connection connection) throws SQLException {
    Transactions.run(
        connection,
        () -> {
          execute(
              connection,
              "CREATE TABLE IF NOT EXISTS schema_migrations ("
                  + " version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
          return true;
        });
    refuseNewer(version(connection));
    for (int version = 1; version <= newest(); version++) {
      apply(connection, version);
    }
  }

  private static void apply(Connection connection, int version) throws SQLException {
    Transactions.run(
        connection,
        () -> {
          // Asked for under the write lock: another process may have been faster.
          if (version(connection) >= version) {
            return false;
          }
          for (String sql : MIGRATIONS.get(version - 1)) {
            execute(connection, sql);
          }
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO schema_migrations (version, applied_at)"
                      + " VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))")) {
            statement.setInt(1, version);
            statement.executeUpdate();
          }
          return true;
        });
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT coalesce(max(version), 0) FROM schema_migrations")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void refuseNewer(int found) {
    if (found > newest()) {
      throw new PenstockException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The control store has version "
              + found
              + "; this program knows versions up to "
              + newest()
              + ". Use the program that wrote it or a newer one, or give another data folder.");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
