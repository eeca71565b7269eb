package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;

/** What a name stands for; tables and views share one namespace. */
public sealed interface CatalogObject {
  /** The name in the catalog's spelling. */
  TableName name();

  /**
   * A Delta table.
   *
   * @param location URI of its folder
   * @param managed whether the catalog chose the folder, and removes it after the table
   */
  record Table(TableName name, String location, boolean managed) implements CatalogObject {}

  /** A view. */
  record View(TableName name, ViewDefinition definition) implements CatalogObject {}
}
