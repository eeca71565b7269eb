package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.ControlStore.StoredTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All names at one moment, found without regard to case. Immutable. */
final class CatalogNames {

  private record NamedSchema(String name, Map<String, StoredTable> tables) {}

  private record NamedCatalog(String name, Map<String, NamedSchema> schemas) {}

  private final Map<String, NamedCatalog> catalogs = new TreeMap<>();

  CatalogNames(Map<String, List<String>> schemas, Collection<StoredTable> tables) {
    schemas.forEach(
        (catalog, names) -> {
          Map<String, NamedSchema> byKey = new TreeMap<>();
          for (String schema : names) {
            byKey.put(NameKey.of(schema), new NamedSchema(schema, new TreeMap<>()));
          }
          catalogs.put(NameKey.of(catalog), new NamedCatalog(catalog, byKey));
        });
    for (StoredTable table : tables) {
      find(table.name().catalog(), table.name().schema())
          .ifPresent(s -> s.tables().put(NameKey.of(table.name().table()), table));
    }
  }

  List<String> catalogs() {
    return catalogs.values().stream().map(NamedCatalog::name).toList();
  }

  List<String> schemas(String catalog) {
    return require(catalog).schemas().values().stream().map(NamedSchema::name).toList();
  }

  Optional<List<TableName>> tables(String catalog, String schema) {
    return find(catalog, schema)
        .map(s -> s.tables().values().stream().map(StoredTable::name).toList());
  }

  List<TableName> requireTables(String catalog, String schema) {
    NamedCatalog named = require(catalog);
    return tables(catalog, schema)
        .orElseThrow(
            () -> {
              List<String> names =
                  named.schemas().values().stream().map(NamedSchema::name).toList();
              String hint =
                  Suggestions.closest(schema, names)
                      .map(s -> " Did you mean " + TableName.quote(s) + "?")
                      .orElse(" SHOW SCHEMAS lists those that exist.");
              return new PenstockException(
                  ErrorCode.SCHEMA_NOT_FOUND,
                  "Schema "
                      + TableName.quote(named.name())
                      + "."
                      + TableName.quote(schema)
                      + " not found."
                      + hint);
            });
  }

  Optional<StoredTable> find(TableName name) {
    return find(name.catalog(), name.schema())
        .flatMap(s -> Optional.ofNullable(s.tables().get(NameKey.of(name.table()))));
  }

  /** TABLE_OR_VIEW_NOT_FOUND, or what of the name's front already does not exist. */
  PenstockException notFound(TableName name) {
    List<TableName> siblings = requireTables(name.catalog(), name.schema());
    Optional<String> near =
        closest(name.table(), siblings).or(() -> closest(name.table(), allTables(name.catalog())));
    return new PenstockException(
        ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
        "Table "
            + name.toSql()
            + " not found."
            + near.map(n -> " Did you mean " + n + "?").orElse(""));
  }

  private List<TableName> allTables(String catalog) {
    List<TableName> all = new ArrayList<>();
    for (NamedSchema schema : require(catalog).schemas().values()) {
      schema.tables().values().forEach(t -> all.add(t.name()));
    }
    return all;
  }

  private static Optional<String> closest(String table, List<TableName> candidates) {
    Map<String, TableName> byName = new LinkedHashMap<>();
    candidates.stream()
        .sorted(Comparator.comparing(TableName::toSql))
        .forEach(c -> byName.putIfAbsent(c.table(), c));
    return Suggestions.closest(table, byName.keySet())
        .flatMap(n -> Optional.ofNullable(byName.get(n)))
        .map(TableName::toSql);
  }

  private NamedCatalog require(String catalog) {
    NamedCatalog named = catalogs.get(NameKey.of(catalog));
    if (named == null) {
      List<String> names = catalogs();
      throw new PenstockException(
          ErrorCode.CATALOG_NOT_FOUND,
          "Catalog "
              + TableName.quote(catalog)
              + " not found. There "
              + (names.size() == 1 ? "is " : "are ")
              + String.join(", ", names)
              + ".");
    }
    return named;
  }

  private Optional<NamedSchema> find(String catalog, String schema) {
    return Optional.ofNullable(catalogs.get(NameKey.of(catalog)))
        .flatMap(c -> Optional.ofNullable(c.schemas().get(NameKey.of(schema))));
  }
}
