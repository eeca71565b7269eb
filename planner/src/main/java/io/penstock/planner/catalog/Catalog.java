package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Three-level names over Delta tables, and views. Names match without regard to case and come back
 * in the catalog's own spelling. A table's name is there if and only if its Delta log holds a
 * commit. Thread-safe; blocks on storage, never on an engine.
 */
public interface Catalog extends AutoCloseable {
  /** The catalog that a new session uses. */
  String defaultCatalog();

  /** The schema that a new session uses; every catalog has it. */
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
   * A schema's tables, by name; without its views.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND
   */
  List<TableName> tables(String catalog, String schema);

  /**
   * A schema's views, by name.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND
   */
  List<TableName> views(String catalog, String schema);

  /** The function of this name. */
  Optional<CatalogFunction> function(TableName name);

  /**
   * A schema's functions, by name.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND
   */
  List<CatalogFunction> functions(String catalog, String schema);

  /** What the name stands for, in the catalog's spelling. */
  Optional<CatalogObject> find(TableName name);

  /**
   * What the name stands for.
   *
   * @throws io.penstock.execution.api.PenstockException TABLE_OR_VIEW_NOT_FOUND (with a
   *     suggestion), SCHEMA_NOT_FOUND, CATALOG_NOT_FOUND
   */
  CatalogObject require(TableName name);

  /**
   * The table as it is now: the newest committed version.
   *
   * @throws io.penstock.execution.api.PenstockException TABLE_OR_VIEW_NOT_FOUND (with a
   *     suggestion), WRONG_COMMAND_FOR_OBJECT_TYPE if it is a view, TABLE_LOG_DAMAGED,
   *     UNSUPPORTED_TABLE_FEATURE, STORAGE_ACCESS_DENIED, STORAGE_UNAVAILABLE
   */
  TableSnapshot snapshot(TableName name);

  /**
   * What is known of a catalog.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND
   */
  CatalogDescription describe(String catalog);

  /**
   * What is known of a schema.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND
   */
  SchemaDescription describe(String catalog, String schema);

  /**
   * A schema's tables that were dropped in the last seven days, by name, the latest first.
   *
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND
   */
  List<DroppedTable> dropped(String catalog, String schema);

  /**
   * Keeps a name for a table that the caller is about to create. Nobody sees it until the table's
   * log holds its first commit, or, where the location holds a table already, until {@link
   * #created}. A name that a program kept which is no more is taken over.
   *
   * @param location of an external table, a path or a {@code file:} URI; if it is empty the catalog
   *     chooses a folder that does not exist
   * @throws io.penstock.execution.api.PenstockException CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND,
   *     INVALID_SCHEMA_OR_RELATION_NAME, TABLE_OR_VIEW_ALREADY_EXISTS, TABLE_CREATION_IN_PROGRESS
   *     (try again), LOCATION_NOT_ALLOWED, LOCATION_OVERLAP, LOCATION_ALREADY_EXISTS
   */
  NewTable reserve(TableName name, Optional<String> location);

  /** The table is committed: its name is there from now on. Calling it twice does no harm. */
  void created(NewTable table);

  /**
   * The table was not created: the name is free again, and a managed folder without a commit is
   * removed. A table that was committed after all stays. Only for when nobody writes to the folder
   * any more.
   */
  void abandon(NewTable table);

  /**
   * Carries out a change; when it returns, everyone sees it.
   *
   * @throws io.penstock.execution.api.PenstockException as the change's kind has it, typed
   */
  void apply(CatalogChange change);

  @Override
  void close();
}
