package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Three-level names over Delta tables. Names match without regard to case and come back in the
 * catalog's own spelling. Thread-safe; blocks on storage, never on an engine.
 */
public interface Catalog extends AutoCloseable {
  /** The catalog that a new session uses. */
  String defaultCatalog();

  /** The schema that a new session uses; it always exists. */
  String defaultSchema();

  /** All catalogs, by name. */
  List<String> catalogs();

  /**
   * A catalog's schemas, by name.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND
   */
  List<String> schemas(String catalog);

  /**
   * A schema's tables, by name.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND
   */
  List<TableName> tables(String catalog, String schema);

  /** The table of this name, in the catalog's spelling. */
  Optional<TableName> find(TableName name);

  /**
   * The table as it is now: the newest committed version.
   *
   * @throws io.penstock.execution.api.PenstockException TABLE_OR_VIEW_NOT_FOUND (with a
   *     suggestion), TABLE_LOG_DAMAGED, UNSUPPORTED_TABLE_FEATURE, STORAGE_ACCESS_DENIED,
   *     STORAGE_UNAVAILABLE
   */
  TableSnapshot snapshot(TableName name);

  @Override
  void close();
}
