package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names and locations in an SQLite file; what the Delta logs say is never kept here. Thread-safe by
 * one lock around one connection: its statements are short. Blocks on the disk.
 */
final class ControlStore implements AutoCloseable {

  /** How a table came to be known. */
  enum Provenance {
    DISCOVERED,
    REGISTERED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A table's row.
   *
   * @param location a URI
   */
  record StoredTable(TableName name, String location, Provenance provenance) {}

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

  /** All tables, by catalog, schema and name. */
  synchronized List<StoredTable> tables() {
    try {
      return read();
    } catch (SQLException e) {
      throw failed("reading", e);
    }
  }

  /** All schemas of all catalogs, whether or not they hold a table, by catalog and name. */
  synchronized Map<String, List<String>> schemas() {
    String sql =
        "SELECT c.name, s.name FROM catalogs c LEFT JOIN schemas s ON s.catalog_id = c.id"
            + " ORDER BY c.name_key, s.name_key";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      Map<String, List<String>> schemas = new LinkedHashMap<>();
      while (rows.next()) {
        List<String> names = schemas.computeIfAbsent(rows.getString(1), c -> new ArrayList<>());
        String schema = rows.getString(2);
        if (schema != null) {
          names.add(schema);
        }
      }
      return schemas;
    } catch (SQLException e) {
      throw failed("reading", e);
    }
  }

  /**
   * Makes the catalog's discovered tables equal to those found; registered ones stay, and win over
   * a found one of the same name. Schemas that lost their last discovered table go with it.
   *
   * @param keptSchemas schemas that exist even without a table
   */
  synchronized void replaceDiscovered(
      String catalog, Collection<String> keptSchemas, Collection<StoredTable> found) {
    try {
      Transactions.run(
          connection,
          () -> {
            long catalogId = ensureCatalog(catalog);
            for (String schema : keptSchemas) {
              ensureSchema(catalogId, schema);
            }
            write(catalogId, found);
            deleteVanished(catalogId, keptSchemas, found);
          });
    } catch (SQLException e) {
      throw failed("writing", e);
    }
  }

  private List<StoredTable> read() throws SQLException {
    String sql =
        "SELECT c.name, s.name, t.name, t.location, t.provenance FROM tables t"
            + " JOIN schemas s ON s.id = t.schema_id JOIN catalogs c ON c.id = s.catalog_id"
            + " ORDER BY c.name_key, s.name_key, t.name_key";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<StoredTable> tables = new ArrayList<>();
      while (rows.next()) {
        tables.add(
            new StoredTable(
                new TableName(rows.getString(1), rows.getString(2), rows.getString(3)),
                rows.getString(4),
                Provenance.valueOf(rows.getString(5).toUpperCase(Locale.ROOT))));
      }
      return tables;
    }
  }

  private void write(long catalogId, Collection<StoredTable> found) throws SQLException {
    String sql =
        "INSERT INTO tables (schema_id, name, name_key, location, provenance, created_at)"
            + " VALUES (?, ?, ?, ?, 'discovered', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
            + " ON CONFLICT (schema_id, name_key) DO UPDATE"
            + " SET name = excluded.name, location = excluded.location"
            + " WHERE provenance = 'discovered'";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (StoredTable table : found) {
        statement.setLong(1, ensureSchema(catalogId, table.name().schema()));
        statement.setString(2, table.name().table());
        statement.setString(3, NameKey.of(table.name().table()));
        statement.setString(4, table.location());
        statement.executeUpdate();
      }
    }
  }

  private void deleteVanished(
      long catalogId, Collection<String> keptSchemas, Collection<StoredTable> found)
      throws SQLException {
    List<String> kept = found.stream().map(StoredTable::location).toList();
    List<String> schemaKeys = keptSchemas.stream().map(NameKey::of).toList();
    update(
        "DELETE FROM tables WHERE provenance = 'discovered'"
            + " AND schema_id IN (SELECT id FROM schemas WHERE catalog_id = ?)"
            + " AND location NOT IN (SELECT value FROM json_each(?))",
        catalogId,
        Json.array(kept));
    update(
        "DELETE FROM schemas WHERE catalog_id = ?"
            + " AND name_key NOT IN (SELECT value FROM json_each(?))"
            + " AND id NOT IN (SELECT schema_id FROM tables)",
        catalogId,
        Json.array(schemaKeys));
  }

  private long ensureCatalog(String name) throws SQLException {
    update(
        "INSERT INTO catalogs (name, name_key, created_at)"
            + " VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
            + " ON CONFLICT (name_key) DO NOTHING",
        name, NameKey.of(name));
    return id("SELECT id FROM catalogs WHERE name_key = ?", NameKey.of(name));
  }

  private long ensureSchema(long catalogId, String name) throws SQLException {
    update(
        "INSERT INTO schemas (catalog_id, name, name_key, created_at)"
            + " VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
            + " ON CONFLICT (catalog_id, name_key) DO UPDATE SET name = excluded.name",
        catalogId, name, NameKey.of(name));
    return id(
        "SELECT id FROM schemas WHERE catalog_id = ? AND name_key = ?",
        catalogId,
        NameKey.of(name));
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private long id(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
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
