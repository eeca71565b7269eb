package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.TableSnapshot;
import java.util.List;
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
  public Optional<TableName> find(TableName name) {
    return Optional.empty();
  }

  @Override
  public TableSnapshot snapshot(TableName name) {
    throw new PenstockException(ErrorCode.TABLE_OR_VIEW_NOT_FOUND, "Table not found.");
  }

  @Override
  public void close() {}
}
