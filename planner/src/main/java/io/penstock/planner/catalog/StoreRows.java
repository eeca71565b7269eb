package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.StoredNames.Provenance;
import io.penstock.planner.catalog.StoredNames.Reservation;
import io.penstock.planner.catalog.StoredNames.StoredCatalog;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import io.penstock.planner.catalog.StoredNames.StoredTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The control store's statements, to be used inside {@link ControlStore}'s transactions. Rows are
 * named by their catalog, schema and name without regard to case.
 */
final class StoreRows {
  private static final String NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
  private static final String IN_SCHEMA =
      " WHERE name_key = ? AND schema_id = (SELECT s.id FROM schemas s JOIN catalogs c"
          + " ON c.id = s.catalog_id WHERE c.name_key = ? AND s.name_key = ?)";
  private static final String OF_SCHEMA =
      " JOIN schemas s ON s.id = t.schema_id JOIN catalogs c ON c.id = s.catalog_id"
          + " ORDER BY c.name_key, s.name_key, t.name_key";

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  StoreRows(Connection connection) {
    this.connection = connection;
  }

  StoredNames read() throws SQLException {
    return new StoredNames(
        select(
            "SELECT name, folder, comment, properties FROM catalogs ORDER BY name_key",
            row ->
                new StoredCatalog(
                    row.getString(1), text(row, 2), text(row, 3), Json.object(row.getString(4)))),
        select(
            "SELECT c.name, s.name, s.created, s.comment, s.properties FROM schemas s"
                + " JOIN catalogs c ON c.id = s.catalog_id ORDER BY c.name_key, s.name_key",
            row ->
                new StoredSchema(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    text(row, 4),
                    Json.object(row.getString(5)))),
        select(
            "SELECT c.name, s.name, t.name, t.location, t.provenance, t.managed FROM tables t"
                + OF_SCHEMA,
            row ->
                new StoredTable(
                    name(row),
                    row.getString(4),
                    Provenance.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                    row.getBoolean(6))),
        select(
            "SELECT c.name, s.name, t.name, t.text, t.current_catalog, t.current_schema,"
                + " t.query_columns, t.columns, t.comment, t.properties, t.engine_text,"
                + " t.engine_relations, t.engine_functions FROM views t"
                + OF_SCHEMA,
            row -> new CatalogObject.View(name(row), view(row))),
        select(
            "SELECT c.name, s.name, t.name, t.text, t.relations, t.functions FROM functions t"
                + OF_SCHEMA,
            row ->
                new CatalogFunction(
                    name(row),
                    EngineTextRow.read(row.getString(4), row.getString(5), row.getString(6)))),
        select(
            "SELECT c.name, s.name, t.name, t.id, t.location, t.managed, t.adopted, t.owner"
                + " FROM reservations t"
                + OF_SCHEMA,
            row ->
                new Reservation(
                    row.getLong(4),
                    new StoredTable(
                        name(row), row.getString(5), Provenance.REGISTERED, row.getBoolean(6)),
                    row.getBoolean(7),
                    row.getString(8))),
        select(
            "SELECT catalog, schema, name, id, location, managed, dropped_at FROM dropped_tables"
                + " ORDER BY dropped_at DESC, rowid DESC",
            row ->
                new DroppedTable(
                    row.getString(4),
                    name(row),
                    row.getString(5),
                    row.getBoolean(6),
                    Instant.ofEpochMilli(row.getLong(7)))));
  }

  private static TableName name(ResultSet row) throws SQLException {
    return new TableName(row.getString(1), row.getString(2), row.getString(3));
  }

  private static ViewDefinition view(ResultSet row) throws SQLException {
    String relations = row.getString(12);
    String functions = row.getString(13);
    try {
      return new ViewDefinition(
          row.getString(4),
          row.getString(5),
          row.getString(6),
          Json.strings(row.getString(7)),
          Schema.fromJSON(row.getString(8)),
          text(row, 9),
          Json.object(row.getString(10)),
          text(row, 11).map(engine -> EngineTextRow.read(engine, relations, functions)));
    } catch (IOException e) {
      throw new SQLException("a view's columns cannot be read", e);
    }
  }

  private static Optional<String> text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  void insertCatalog(StoredCatalog catalog) throws SQLException {
    update(
        "INSERT INTO catalogs (name, name_key, folder, comment, created_at) VALUES (?, ?, ?, ?, "
            + NOW
            + ")",
        catalog.name(),
        NameKey.of(catalog.name()),
        catalog.folder().orElse(null),
        catalog.comment().orElse(null));
  }

  void setCatalogComment(String catalog, Optional<String> comment) throws SQLException {
    update(
        "UPDATE catalogs SET comment = ? WHERE name_key = ?",
        comment.orElse(null),
        NameKey.of(catalog));
  }

  void setCatalogProperties(String catalog, Map<String, String> properties) throws SQLException {
    update(
        "UPDATE catalogs SET properties = ? WHERE name_key = ?",
        Json.object(properties),
        NameKey.of(catalog));
  }

  /** With all that is in it. */
  void deleteCatalog(String catalog) throws SQLException {
    update("DELETE FROM catalogs WHERE name_key = ?", NameKey.of(catalog));
  }

  /** The schema is there, and stays without a table; comment and properties are what they were. */
  void keepSchema(String catalog, String schema) throws SQLException {
    update(
        "INSERT INTO schemas (catalog_id, name, name_key, created, created_at)"
            + " SELECT id, ?, ?, 1, "
            + NOW
            + " FROM catalogs WHERE name_key = ?"
            + " ON CONFLICT (catalog_id, name_key) DO UPDATE SET created = 1",
        schema,
        NameKey.of(schema),
        NameKey.of(catalog));
  }

  void setSchemaComment(String catalog, String schema, Optional<String> comment)
      throws SQLException {
    keepSchema(catalog, schema);
    update(
        "UPDATE schemas SET comment = ? WHERE name_key = ?"
            + " AND catalog_id = (SELECT id FROM catalogs WHERE name_key = ?)",
        comment.orElse(null),
        NameKey.of(schema),
        NameKey.of(catalog));
  }

  void setSchemaProperties(String catalog, String schema, Map<String, String> properties)
      throws SQLException {
    keepSchema(catalog, schema);
    update(
        "UPDATE schemas SET properties = ? WHERE name_key = ?"
            + " AND catalog_id = (SELECT id FROM catalogs WHERE name_key = ?)",
        Json.object(properties),
        NameKey.of(schema),
        NameKey.of(catalog));
  }

  /** With all that is in it. */
  void deleteSchema(String catalog, String schema) throws SQLException {
    update(
        "DELETE FROM schemas WHERE name_key = ?"
            + " AND catalog_id = (SELECT id FROM catalogs WHERE name_key = ?)",
        NameKey.of(schema),
        NameKey.of(catalog));
  }

  void insertTable(StoredTable table) throws SQLException {
    update(
        "INSERT INTO tables"
            + " (schema_id, name, name_key, location, provenance, managed, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, "
            + NOW
            + ")",
        schemaId(table.name()),
        table.name().table(),
        NameKey.of(table.name().table()),
        table.location(),
        table.provenance().name().toLowerCase(Locale.ROOT),
        table.managed());
  }

  void deleteTable(TableName name) throws SQLException {
    update("DELETE FROM tables" + IN_SCHEMA, keys(name));
  }

  long insertReservation(StoredTable table, boolean adopted, String owner) throws SQLException {
    update(
        "INSERT INTO reservations"
            + " (schema_id, name, name_key, location, managed, adopted, owner, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, "
            + NOW
            + ")",
        schemaId(table.name()),
        table.name().table(),
        NameKey.of(table.name().table()),
        table.location(),
        table.managed(),
        adopted,
        owner);
    return id("SELECT last_insert_rowid()");
  }

  void deleteReservation(long id) throws SQLException {
    update("DELETE FROM reservations WHERE id = ?", id);
  }

  /** The table is created: what was kept for it becomes its own, and its folder's past is over. */
  void promote(Reservation reservation) throws SQLException {
    String location = reservation.table().location();
    deleteReservation(reservation.id());
    update("DELETE FROM dropped_tables WHERE location = ?", location);
    update("DELETE FROM tables WHERE provenance = 'discovered' AND location = ?", location);
    deleteTable(reservation.table().name());
    insertTable(reservation.table());
  }

  void insertDropped(DroppedTable table) throws SQLException {
    update(
        "INSERT INTO dropped_tables (id, catalog, schema, name, location, managed, dropped_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        table.id(),
        table.name().catalog(),
        table.name().schema(),
        table.name().table(),
        table.location(),
        table.managed(),
        table.droppedAt().toEpochMilli());
  }

  void deleteDropped(String id) throws SQLException {
    update("DELETE FROM dropped_tables WHERE id = ?", id);
  }

  void insertView(CatalogObject.View view) throws SQLException {
    ViewDefinition definition = view.definition();
    update(
        "INSERT INTO views (schema_id, name, name_key, text, current_catalog, current_schema,"
            + " query_columns, columns, comment, properties, engine_text, engine_relations,"
            + " engine_functions, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            + NOW
            + ")",
        schemaId(view.name()),
        view.name().table(),
        NameKey.of(view.name().table()),
        definition.text(),
        definition.catalog(),
        definition.schema(),
        Json.array(definition.queryColumns()),
        definition.columns().toJson(),
        definition.comment().orElse(null),
        Json.object(definition.properties()),
        definition.engine().map(EngineText::text).orElse(null),
        definition.engine().map(EngineTextRow::relations).orElse(null),
        definition.engine().map(EngineTextRow::functions).orElse(null));
  }

  void insertFunction(CatalogFunction function) throws SQLException {
    update(
        "INSERT INTO functions (schema_id, name, name_key, text, relations, functions, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, "
            + NOW
            + ")",
        schemaId(function.name()),
        function.name().table(),
        NameKey.of(function.name().table()),
        function.statement().text(),
        EngineTextRow.relations(function.statement()),
        EngineTextRow.functions(function.statement()));
  }

  void deleteFunction(TableName name) throws SQLException {
    update("DELETE FROM functions" + IN_SCHEMA, keys(name));
  }

  void deleteView(TableName name) throws SQLException {
    update("DELETE FROM views" + IN_SCHEMA, keys(name));
  }

  /**
   * Makes the catalog's discovered tables equal to those found; registered ones and views stay, and
   * win over a found one of the same name. Schemas that lost their last table go with it, but for
   * those that a statement made.
   *
   * @param keptSchema exists even without a table
   */
  void replaceDiscovered(String catalog, String keptSchema, Collection<StoredTable> found)
      throws SQLException {
    ensureCatalog(catalog);
    ensureSchema(catalog, keptSchema);
    String sql =
        "INSERT INTO tables (schema_id, name, name_key, location, provenance, created_at)"
            + " SELECT ?, ?, ?, ?, 'discovered', "
            + NOW
            + " WHERE NOT EXISTS (SELECT 1 FROM views WHERE schema_id = ? AND name_key = ?)"
            + " ON CONFLICT (schema_id, name_key) DO UPDATE"
            + " SET name = excluded.name, location = excluded.location"
            + " WHERE provenance = 'discovered'";
    for (StoredTable table : found) {
      ensureSchema(catalog, table.name().schema());
      long schema = schemaId(table.name());
      String key = NameKey.of(table.name().table());
      update(sql, schema, table.name().table(), key, table.location(), schema, key);
    }
    deleteVanished(catalog, keptSchema, found);
  }

  private void deleteVanished(String catalog, String keptSchema, Collection<StoredTable> found)
      throws SQLException {
    List<String> kept = found.stream().map(StoredTable::location).toList();
    long catalogId = id("SELECT id FROM catalogs WHERE name_key = ?", NameKey.of(catalog));
    update(
        "DELETE FROM tables WHERE provenance = 'discovered'"
            + " AND schema_id IN (SELECT id FROM schemas WHERE catalog_id = ?)"
            + " AND location NOT IN (SELECT value FROM json_each(?))",
        catalogId,
        Json.array(kept));
    update(
        "DELETE FROM schemas WHERE catalog_id = ? AND created = 0 AND name_key <> ?"
            + " AND id NOT IN (SELECT schema_id FROM tables)"
            + " AND id NOT IN (SELECT schema_id FROM views)"
            + " AND id NOT IN (SELECT schema_id FROM functions)"
            + " AND id NOT IN (SELECT schema_id FROM reservations)",
        catalogId,
        NameKey.of(keptSchema));
  }

  private void ensureCatalog(String name) throws SQLException {
    update(
        "INSERT INTO catalogs (name, name_key, created_at) VALUES (?, ?, "
            + NOW
            + ") ON CONFLICT (name_key) DO NOTHING",
        name,
        NameKey.of(name));
  }

  private void ensureSchema(String catalog, String name) throws SQLException {
    update(
        "INSERT INTO schemas (catalog_id, name, name_key, created_at)"
            + " SELECT id, ?, ?, "
            + NOW
            + " FROM catalogs WHERE name_key = ?"
            + " ON CONFLICT (catalog_id, name_key) DO UPDATE SET name = excluded.name"
            + " WHERE created = 0",
        name,
        NameKey.of(name),
        NameKey.of(catalog));
  }

  private long schemaId(TableName name) throws SQLException {
    return id(
        "SELECT s.id FROM schemas s JOIN catalogs c ON c.id = s.catalog_id"
            + " WHERE c.name_key = ? AND s.name_key = ?",
        NameKey.of(name.catalog()),
        NameKey.of(name.schema()));
  }

  private static Object[] keys(TableName name) {
    return new Object[] {
      NameKey.of(name.table()), NameKey.of(name.catalog()), NameKey.of(name.schema())
    };
  }

  private <T> List<T> select(String sql, Row<T> row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      return all;
    }
  }

  private void update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private long id(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("a row that was there is gone");
        }
        return rows.getLong(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
