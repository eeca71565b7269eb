package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;

/**
 * What a name stands for; tables and views share one namespace. A name may be a path as well:
 * {@code delta.`/folder`}, {@code csv.`/folder/*.csv`}.
 */
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

  /**
   * Data files that belong to no table; they can be read.
   *
   * @param name the schema part is their format, the table part their path as it was asked for
   * @param path absolute; may be a pattern
   */
  record Files(TableName name, String path) implements CatalogObject {}

  /** A view. */
  record View(TableName name, ViewDefinition definition) implements CatalogObject {}
}
