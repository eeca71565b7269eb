package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import java.util.Optional;

/** Why a change of names is refused, in Spark's conditions. */
final class CatalogFailures {
  private static final int MAX_NAME_LENGTH = 255;

  private CatalogFailures() {}

  /**
   * A name becomes a folder's, so it may not be any.
   *
   * @throws PenstockException INVALID_SCHEMA_OR_RELATION_NAME
   */
  static void checkName(String name) {
    boolean legal = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH;
    for (int i = 0; i < name.length() && legal; i++) {
      char c = name.charAt(i);
      legal = c > ' ' && c != 0x7f && c != '.' && c != '/' && c != '\\' && c != ':';
    }
    if (!legal) {
      throw new PenstockException(
          ErrorCode.INVALID_SCHEMA_OR_RELATION_NAME,
          TableName.quote(name)
              + " is not a valid name. A name has 1 to "
              + MAX_NAME_LENGTH
              + " characters and no blanks, points, slashes, backslashes, colons or control"
              + " characters.");
    }
  }

  static PenstockException exists(TableName name) {
    return new PenstockException(
        ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS,
        "Table or view "
            + name.toSql()
            + " exists already. Choose another name, drop or replace it, or add IF NOT EXISTS.");
  }

  static PenstockException beingCreated(TableName name) {
    return new PenstockException(
        ErrorCode.TABLE_CREATION_IN_PROGRESS,
        "Another statement is creating table "
            + name.toSql()
            + ". Send the statement again when that one has ended.");
  }

  static PenstockException wrongCommand(String operation, CatalogObject object, String instead) {
    boolean table = object instanceof CatalogObject.Table;
    return new PenstockException(
        ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE,
        "The operation "
            + operation
            + " requires a "
            + (table ? "view" : "table")
            + ", but "
            + object.name().toSql()
            + " is a "
            + (table ? "table" : "view")
            + ". Use "
            + instead
            + " instead.");
  }

  /** EXPECT_TABLE_NOT_VIEW or EXPECT_VIEW_NOT_TABLE, as ALTER has them. */
  static PenstockException wrongAlter(String operation, CatalogObject object) {
    boolean table = object instanceof CatalogObject.Table;
    String message =
        table
            ? "The table " + object.name().toSql() + " does not support " + operation + "."
            : "'" + operation + "' expects a table but " + object.name().toSql() + " is a view.";
    return new PenstockException(
        new Failure(
            ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE,
            table
                ? "EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE"
                : "EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW",
            ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE.sqlState(),
            message + " Use ALTER " + (table ? "TABLE" : "VIEW") + " instead.",
            Optional.empty()),
        null);
  }

  /** EXPECT_VIEW_NOT_TABLE, where no other command is meant. */
  static PenstockException notAView(String operation, CatalogObject table) {
    return new PenstockException(
        new Failure(
            ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE,
            "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE",
            ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE.sqlState(),
            "The table "
                + table.name().toSql()
                + " does not support "
                + operation
                + ". Choose another name, or drop the table.",
            Optional.empty()),
        null);
  }

  static PenstockException unsupported(String message) {
    return new PenstockException(ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}
