package io.penstock.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An error that the server reported. The message is the server's, SQLSTATE and vendor code are
 * those of its error table.
 */
public final class PenstockSqlException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String condition;
  private final @Nullable String queryId;
  private final int line;
  private final int column;

  PenstockSqlException(ServerError error, Throwable cause) {
    super(error.message(), error.sqlState(), error.code(), cause);
    this.condition = error.condition();
    this.queryId = error.queryId();
    this.line = error.line();
    this.column = error.column();
  }

  /** The name of the condition, for instance {@code TABLE_NOT_FOUND}. */
  public Optional<String> condition() {
    return Optional.ofNullable(condition);
  }

  /** The id under which the server's log and history know the query. */
  public Optional<String> queryId() {
    return Optional.ofNullable(queryId);
  }

  /** The line of the statement's text that is at fault, from 1. */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }

  /** The column of that line, from 1. */
  public OptionalInt column() {
    return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
  }
}
