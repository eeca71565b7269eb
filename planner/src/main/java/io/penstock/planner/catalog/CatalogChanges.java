package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogChange.ChangeCatalogProperties;
import io.penstock.planner.catalog.CatalogChange.ChangeSchemaProperties;
import io.penstock.planner.catalog.CatalogChange.CommentOnCatalog;
import io.penstock.planner.catalog.CatalogChange.CommentOnSchema;
import io.penstock.planner.catalog.CatalogChange.CreateCatalog;
import io.penstock.planner.catalog.CatalogChange.CreateSchema;
import io.penstock.planner.catalog.CatalogChange.DropCatalog;
import io.penstock.planner.catalog.CatalogChange.DropSchema;
import io.penstock.planner.catalog.StoredNames.StoredCatalog;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of catalogs and schemas. To be used under the catalog's lock. */
final class CatalogChanges {
  private static final String INFORMATION_SCHEMA = "information_schema";

  private final ControlStore store;
  private final Locations locations;
  private final Reservations reservations;
  private final TableChanges tables;
  private final ViewChanges views;
  private final FunctionChanges functions;
  private final String defaultCatalog;
  private final String defaultSchema;

  CatalogChanges(
      ControlStore store,
      Locations locations,
      Reservations reservations,
      String defaultCatalog,
      String defaultSchema) {
    this.store = store;
    this.locations = locations;
    this.reservations = reservations;
    this.tables = new TableChanges(store, locations, reservations);
    this.views = new ViewChanges(store, reservations);
    this.functions = new FunctionChanges(store);
    this.defaultCatalog = defaultCatalog;
    this.defaultSchema = defaultSchema;
  }

  void apply(CatalogNames names, CatalogChange change) {
    if (change instanceof CreateCatalog create) {
      createCatalog(names, create);
    } else if (change instanceof DropCatalog drop) {
      dropCatalog(names, drop);
    } else if (change instanceof CommentOnCatalog comment) {
      String name = names.catalog(comment.name()).name();
      store.update(rows -> rows.setCatalogComment(name, comment.comment()));
    } else if (change instanceof ChangeCatalogProperties properties) {
      StoredCatalog catalog = names.catalog(properties.name());
      Map<String, String> now = changed(catalog.properties(), properties.set(), properties.unset());
      store.update(rows -> rows.setCatalogProperties(catalog.name(), now));
    } else if (change instanceof CreateSchema create) {
      createSchema(names, create);
    } else if (change instanceof DropSchema drop) {
      dropSchema(names, drop);
    } else if (change instanceof CommentOnSchema comment) {
      StoredSchema schema = names.schema(comment.catalog(), comment.schema());
      store.update(
          rows -> rows.setSchemaComment(schema.catalog(), schema.name(), comment.comment()));
    } else if (change instanceof ChangeSchemaProperties properties) {
      StoredSchema schema = names.schema(properties.catalog(), properties.schema());
      Map<String, String> now = changed(schema.properties(), properties.set(), properties.unset());
      store.update(rows -> rows.setSchemaProperties(schema.catalog(), schema.name(), now));
    } else if (!tables.apply(names, change)
        && !views.apply(names, change)
        && !functions.apply(names, change)) {
      throw new IllegalStateException("no such change: " + change.getClass());
    }
  }

  private static Map<String, String> changed(
      Map<String, String> properties, Map<String, String> set, Set<String> unset) {
    Map<String, String> now = new HashMap<>(properties);
    now.putAll(set);
    now.keySet().removeAll(unset);
    return now;
  }

  private void createCatalog(CatalogNames names, CreateCatalog create) {
    CatalogFailures.checkName(create.name());
    Optional<StoredCatalog> known = names.findCatalog(create.name());
    if (known.isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      throw new PenstockException(
          ErrorCode.CATALOG_ALREADY_EXISTS,
          "Catalog "
              + TableName.quote(known.get().name())
              + " exists already. Choose another name, or add IF NOT EXISTS.");
    }
    if (NameKey.of(create.name()).equals(TemporaryView.CATALOG)) {
      throw CatalogFailures.unsupported(
          "The catalog " + create.name() + " is where temporary views are. Choose another name.");
    }
    Path folder = locations.catalog(create.name(), create.location(), names.stored());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw StorageFailures.unavailable("making the catalog's folder", e);
    }
    StoredCatalog row =
        new StoredCatalog(
            create.name(), Optional.of(LocalFileIO.uri(folder)), create.comment(), Map.of());
    store.update(
        rows -> {
          rows.insertCatalog(row);
          rows.keepSchema(create.name(), defaultSchema);
        });
  }

  private void dropCatalog(CatalogNames names, DropCatalog drop) {
    if (drop.ifExists() && names.findCatalog(drop.name()).isEmpty()) {
      return;
    }
    String name = names.catalog(drop.name()).name();
    if (name.equals(defaultCatalog)) {
      throw CatalogFailures.unsupported(
          "The catalog " + name + " is the lake itself and cannot be dropped.");
    }
    List<String> schemas = names.schemas(name);
    boolean empty =
        schemas.stream().allMatch(s -> s.equals(defaultSchema) && isEmpty(names, name, s));
    if (!empty && !drop.cascade()) {
      throw new PenstockException(
          ErrorCode.CATALOG_NOT_EMPTY,
          "Catalog "
              + TableName.quote(name)
              + " is not empty. DROP CATALOG ... CASCADE drops what is in it as well.");
    }
    schemas.forEach(schema -> reservations.checkFree(names.stored(), name, schema));
    store.update(
        rows -> {
          for (String schema : schemas) {
            dropTables(rows, names, name, schema);
          }
          rows.deleteCatalog(name);
        });
  }

  private void createSchema(CatalogNames names, CreateSchema create) {
    String catalog = names.catalog(create.catalog()).name();
    CatalogFailures.checkName(create.schema());
    boolean reserved = NameKey.of(create.schema()).equals(INFORMATION_SCHEMA);
    if (reserved || names.findSchema(catalog, create.schema()).isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      throw new PenstockException(
          ErrorCode.SCHEMA_ALREADY_EXISTS,
          "Schema "
              + TableName.quote(catalog)
              + "."
              + TableName.quote(create.schema())
              + " exists already. Choose another name, drop it, or add IF NOT EXISTS.");
    }
    store.update(
        rows -> {
          rows.keepSchema(catalog, create.schema());
          rows.setSchemaComment(catalog, create.schema(), create.comment());
          rows.setSchemaProperties(catalog, create.schema(), create.properties());
        });
  }

  private void dropSchema(CatalogNames names, DropSchema drop) {
    String catalog = names.catalog(drop.catalog()).name();
    if (drop.ifExists() && names.findSchema(catalog, drop.schema()).isEmpty()) {
      return;
    }
    String schema = names.schema(catalog, drop.schema()).name();
    if (schema.equals(defaultSchema)) {
      throw CatalogFailures.unsupported(
          "The schema " + schema + " is every session's first and cannot be dropped.");
    }
    reservations.checkFree(names.stored(), catalog, schema);
    if (!drop.cascade() && !isEmpty(names, catalog, schema)) {
      throw new PenstockException(
          ErrorCode.SCHEMA_NOT_EMPTY,
          "Schema "
              + TableName.quote(catalog)
              + "."
              + TableName.quote(schema)
              + " holds tables, views or functions. DROP SCHEMA ... CASCADE drops them as well.");
    }
    store.update(
        rows -> {
          dropTables(rows, names, catalog, schema);
          rows.deleteSchema(catalog, schema);
        });
  }

  private static boolean isEmpty(CatalogNames names, String catalog, String schema) {
    return names.requireObjects(catalog, schema).isEmpty()
        && names.functions(catalog, schema).isEmpty();
  }

  private void dropTables(StoreRows rows, CatalogNames names, String catalog, String schema)
      throws SQLException {
    List<CatalogObject> objects = new ArrayList<>(names.requireObjects(catalog, schema));
    for (CatalogObject object : objects) {
      if (object instanceof CatalogObject.Table table) {
        tables.drop(rows, table, false);
      }
    }
  }
}
