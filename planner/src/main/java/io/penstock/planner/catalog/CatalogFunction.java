package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.TableName;
import java.util.Optional;

/**
 * A SQL function that a statement created.
 *
 * @param name in the catalog's spelling
 * @param statement CREATE FUNCTION
 */
public record CatalogFunction(TableName name, EngineText statement) {

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
