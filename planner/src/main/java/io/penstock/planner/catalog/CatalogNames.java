package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.StoredNames.StoredCatalog;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
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

  private record NamedSchema(StoredSchema row, Map<String, CatalogObject> objects) {}

  private record NamedCatalog(StoredCatalog row, Map<String, NamedSchema> schemas) {}

  private final StoredNames stored;
  private final Map<String, NamedCatalog> catalogs = new TreeMap<>();

  CatalogNames(StoredNames stored) {
    this.stored = stored;
    for (StoredCatalog catalog : stored.catalogs()) {
      catalogs.put(NameKey.of(catalog.name()), new NamedCatalog(catalog, new TreeMap<>()));
    }
    for (StoredSchema schema : stored.schemas()) {
      requireCatalog(schema.catalog())
          .schemas()
          .put(NameKey.of(schema.name()), new NamedSchema(schema, new TreeMap<>()));
    }
    stored.tables().forEach(t -> put(new CatalogObject.Table(t.name(), t.location(), t.managed())));
    stored.views().forEach(this::put);
  }

  private void put(CatalogObject object) {
    TableName name = object.name();
    requireSchema(name.catalog(), name.schema()).objects().put(NameKey.of(name.table()), object);
  }

  /** The rows from which the names were made. */
  StoredNames stored() {
    return stored;
  }

  List<String> catalogs() {
    return catalogs.values().stream().map(c -> c.row().name()).toList();
  }

  List<String> schemas(String catalog) {
    return requireCatalog(catalog).schemas().values().stream().map(s -> s.row().name()).toList();
  }

  Optional<StoredCatalog> findCatalog(String catalog) {
    return Optional.ofNullable(catalogs.get(NameKey.of(catalog))).map(NamedCatalog::row);
  }

  Optional<StoredSchema> findSchema(String catalog, String schema) {
    return find(catalog, schema).map(NamedSchema::row);
  }

  /** CATALOG_NOT_FOUND if there is none of this name. */
  StoredCatalog catalog(String catalog) {
    return requireCatalog(catalog).row();
  }

  /** SCHEMA_NOT_FOUND or CATALOG_NOT_FOUND if there is none of this name. */
  StoredSchema schema(String catalog, String schema) {
    return requireSchema(catalog, schema).row();
  }

  /** A schema's tables and views by name. */
  Optional<List<CatalogObject>> objects(String catalog, String schema) {
    return find(catalog, schema).map(s -> List.copyOf(s.objects().values()));
  }

  /** A schema's tables and views by name; SCHEMA_NOT_FOUND or CATALOG_NOT_FOUND. */
  List<CatalogObject> requireObjects(String catalog, String schema) {
    return List.copyOf(requireSchema(catalog, schema).objects().values());
  }

  Optional<CatalogObject> find(TableName name) {
    return find(name.catalog(), name.schema())
        .flatMap(s -> Optional.ofNullable(s.objects().get(NameKey.of(name.table()))));
  }

  /** The function of this name. */
  Optional<CatalogFunction> function(TableName name) {
    String key = NameKey.of(name.toSql());
    return stored.functions().stream()
        .filter(f -> NameKey.of(f.name().toSql()).equals(key))
        .findFirst();
  }

  /** A schema's functions, by name. */
  List<CatalogFunction> functions(String catalog, String schema) {
    StoredSchema row = schema(catalog, schema);
    return stored.functions().stream()
        .filter(f -> f.name().catalog().equals(row.catalog()))
        .filter(f -> f.name().schema().equals(row.name()))
        .toList();
  }

  /** TABLE_OR_VIEW_NOT_FOUND, or what of the name's front already does not exist. */
  CatalogObject require(TableName name) {
    return find(name).orElseThrow(() -> notFound(name));
  }

  /** TABLE_OR_VIEW_NOT_FOUND, or what of the name's front already does not exist. */
  PenstockException notFound(TableName name) {
    Collection<CatalogObject> siblings =
        requireSchema(name.catalog(), name.schema()).objects().values();
    Optional<String> near =
        closest(name.table(), siblings).or(() -> closest(name.table(), all(name.catalog())));
    return new PenstockException(
        ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
        "Table "
            + name.toSql()
            + " not found."
            + near.map(n -> " Did you mean " + n + "?").orElse(""));
  }

  private List<CatalogObject> all(String catalog) {
    List<CatalogObject> all = new ArrayList<>();
    requireCatalog(catalog).schemas().values().forEach(s -> all.addAll(s.objects().values()));
    return all;
  }

  private static Optional<String> closest(String table, Collection<CatalogObject> candidates) {
    Map<String, TableName> byName = new LinkedHashMap<>();
    candidates.stream()
        .map(CatalogObject::name)
        .sorted(Comparator.comparing(TableName::toSql))
        .forEach(c -> byName.putIfAbsent(c.table(), c));
    return Suggestions.closest(table, byName.keySet())
        .flatMap(n -> Optional.ofNullable(byName.get(n)))
        .map(TableName::toSql);
  }

  private NamedCatalog requireCatalog(String catalog) {
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

  private NamedSchema requireSchema(String catalog, String schema) {
    NamedCatalog named = requireCatalog(catalog);
    NamedSchema found = named.schemas().get(NameKey.of(schema));
    if (found == null) {
      String hint =
          Suggestions.closest(schema, schemas(catalog))
              .map(s -> " Did you mean " + TableName.quote(s) + "?")
              .orElse(" SHOW SCHEMAS lists those that exist.");
      throw new PenstockException(
          ErrorCode.SCHEMA_NOT_FOUND,
          "Schema "
              + TableName.quote(named.row().name())
              + "."
              + TableName.quote(schema)
              + " not found."
              + hint);
    }
    return found;
  }

  private Optional<NamedSchema> find(String catalog, String schema) {
    return Optional.ofNullable(catalogs.get(NameKey.of(catalog)))
        .flatMap(c -> Optional.ofNullable(c.schemas().get(NameKey.of(schema))));
  }
}
