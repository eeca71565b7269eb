package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change of names that no engine is needed for; {@link Catalog#apply} carries it out, wholly or
 * not at all. Names of tables and schemas that do not exist yet are kept as they are spelled here.
 */
public sealed interface CatalogChange {
  /** CREATE CATALOG. */
  record CreateCatalog(
      String name, boolean ifNotExists, Optional<String> location, Optional<String> comment)
      implements CatalogChange {}

  /** DROP CATALOG; CASCADE drops what is in it. */
  record DropCatalog(String name, boolean ifExists, boolean cascade) implements CatalogChange {}

  /** COMMENT ON CATALOG; none removes it. */
  record CommentOnCatalog(String name, Optional<String> comment) implements CatalogChange {}

  /** ALTER CATALOG ... SET and UNSET DBPROPERTIES. */
  record ChangeCatalogProperties(String name, Map<String, String> set, Set<String> unset)
      implements CatalogChange {
    public ChangeCatalogProperties {
      set = Map.copyOf(set);
      unset = Set.copyOf(unset);
    }
  }

  /** CREATE SCHEMA. */
  record CreateSchema(
      String catalog,
      String schema,
      boolean ifNotExists,
      Optional<String> comment,
      Map<String, String> properties)
      implements CatalogChange {
    public CreateSchema {
      properties = Map.copyOf(properties);
    }
  }

  /** DROP SCHEMA; CASCADE drops what is in it. */
  record DropSchema(String catalog, String schema, boolean ifExists, boolean cascade)
      implements CatalogChange {}

  /** COMMENT ON SCHEMA; none removes it. */
  record CommentOnSchema(String catalog, String schema, Optional<String> comment)
      implements CatalogChange {}

  /** ALTER SCHEMA ... SET and UNSET DBPROPERTIES. */
  record ChangeSchemaProperties(
      String catalog, String schema, Map<String, String> set, Set<String> unset)
      implements CatalogChange {
    public ChangeSchemaProperties {
      set = Map.copyOf(set);
      unset = Set.copyOf(unset);
    }
  }

  /** DROP TABLE; with PURGE it cannot be brought back. */
  record DropTable(TableName name, boolean ifExists, boolean purge) implements CatalogChange {}

  /** UNDROP TABLE by name: the one that was dropped last. */
  record UndropTable(TableName name) implements CatalogChange {}

  /**
   * UNDROP TABLE WITH ID.
   *
   * @param id as {@link DroppedTable#id}
   */
  record UndropTableById(String id) implements CatalogChange {}

  /** ALTER TABLE ... RENAME TO. */
  record RenameTable(TableName from, TableName to) implements CatalogChange {}

  /**
   * ALTER TABLE ... SET LOCATION, of an external table.
   *
   * @param location as the text has it; of a Delta table with the same columns
   */
  record SetTableLocation(TableName name, String location) implements CatalogChange {}

  /** What CREATE VIEW and CREATE FUNCTION do about one that exists. */
  enum IfThere {
    FAIL,
    KEEP,
    REPLACE
  }

  /** CREATE FUNCTION. */
  record CreateFunction(CatalogFunction function, IfThere ifThere) implements CatalogChange {}

  /** DROP FUNCTION. */
  record DropFunction(TableName name, boolean ifExists) implements CatalogChange {}

  /** CREATE VIEW. */
  record CreateView(TableName name, ViewDefinition definition, IfThere ifThere)
      implements CatalogChange {}

  /** ALTER VIEW ... AS, which keeps comment and properties. */
  record ChangeViewQuery(TableName name, ViewDefinition definition) implements CatalogChange {}

  /** ALTER VIEW ... SET and UNSET TBLPROPERTIES. */
  record ChangeViewProperties(TableName name, Map<String, String> set, Set<String> unset)
      implements CatalogChange {
    public ChangeViewProperties {
      set = Map.copyOf(set);
      unset = Set.copyOf(unset);
    }
  }

  /** ALTER VIEW ... RENAME TO. */
  record RenameView(TableName from, TableName to) implements CatalogChange {}

  /** DROP VIEW. */
  record DropView(TableName name, boolean ifExists) implements CatalogChange {}
}
