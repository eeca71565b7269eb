package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogChange;
import io.penstock.planner.catalog.CatalogDescription;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.DroppedTable;
import io.penstock.planner.catalog.NewTable;
import io.penstock.planner.catalog.SchemaDescription;
import io.penstock.planner.catalog.TableSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalog lake with the schemas default and shop, without tables. */
final class TestCatalog implements Catalog {
  @Override
  public String defaultCatalog() {
    return "lake";
  }

  @Override
  public String defaultSchema() {
    return "default";
  }

  @Override
  public List<String> catalogs() {
    return List.of("lake");
  }

  @Override
  public List<String> schemas(String catalog) {
    return List.of("default", "shop");
  }

  @Override
  public List<TableName> tables(String catalog, String schema) {
    return List.of();
  }

  @Override
  public List<TableName> views(String catalog, String schema) {
    return List.of();
  }

  @Override
  public Optional<CatalogFunction> function(TableName name) {
    return Optional.empty();
  }

  @Override
  public List<CatalogFunction> functions(String catalog, String schema) {
    return List.of();
  }

  @Override
  public Optional<CatalogObject> find(TableName name) {
    return Optional.empty();
  }

  @Override
  public CatalogObject require(TableName name) {
    throw new PenstockException(ErrorCode.TABLE_OR_VIEW_NOT_FOUND, "Table not found.");
  }

  @Override
  public TableSnapshot snapshot(TableName name) {
    throw new PenstockException(ErrorCode.TABLE_OR_VIEW_NOT_FOUND, "Table not found.");
  }

  @Override
  public CatalogDescription describe(String catalog) {
    return new CatalogDescription(catalog, Optional.empty(), "file:/lake", Map.of());
  }

  @Override
  public SchemaDescription describe(String catalog, String schema) {
    return new SchemaDescription(
        catalog, schema, Optional.empty(), "file:/lake/" + schema, Map.of());
  }

  @Override
  public List<DroppedTable> dropped(String catalog, String schema) {
    return List.of();
  }

  @Override
  public NewTable reserve(TableName name, Optional<String> location) {
    throw new UnsupportedOperationException("nothing is changed here");
  }

  @Override
  public void created(NewTable table) {
    throw new UnsupportedOperationException("nothing is changed here");
  }

  @Override
  public void abandon(NewTable table) {
    throw new UnsupportedOperationException("nothing is changed here");
  }

  @Override
  public void apply(CatalogChange change) {
    throw new UnsupportedOperationException("nothing is changed here");
  }

  @Override
  public void close() {}
}
