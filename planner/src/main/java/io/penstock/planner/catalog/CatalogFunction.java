package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A SQL function that a statement created.
 *
 * @param name in the catalog's spelling
 * @param text CREATE FUNCTION, with full names of tables and views and plain ones of functions
 * @param relations where the text names tables and views
 * @param functions that the text calls
 */
public record CatalogFunction(
    TableName name, String text, List<Place> relations, List<TableName> functions) {

  /** A name in the text; offsets in UTF-16 units, the end is exclusive. */
  public record Place(TableName name, int start, int end) {}

  public CatalogFunction {
    relations = List.copyOf(relations);
    functions = List.copyOf(functions);
  }

  /** There is a function of this name. */
  public static Failure exists(TableName name) {
    return new Failure(
        ErrorCode.INVALID_STATEMENT,
        "ROUTINE_ALREADY_EXISTS",
        "42723",
        "A function "
            + name.toSql()
            + " exists already. Choose another name, or write CREATE OR REPLACE FUNCTION or CREATE"
            + " FUNCTION IF NOT EXISTS.",
        Optional.empty());
  }
}
