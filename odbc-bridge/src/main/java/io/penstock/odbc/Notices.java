package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ErrorKind;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.odbc.wire.Notice;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as this protocol tells them. What nobody foresaw goes to the log. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private Notices() {}

  /**
   * @param id of the query, if one ran
   * @param position in the client's text, if it is known
   */
  static Notice error(PenstockException e, @Nullable QueryId id, OptionalInt position) {
    return notice("ERROR", e, id, position);
  }

  /** An error after which the connection ends. */
  static Notice fatal(PenstockException e) {
    return notice("FATAL", e, null, OptionalInt.empty());
  }

  static Notice warning(String sqlState, String message) {
    return new Notice("WARNING", sqlState, message, Optional.empty(), OptionalInt.empty());
  }

  /** What a client is told of a fault of ours. */
  static PenstockException unexpected(Throwable e) {
    return new PenstockException(
        ErrorCode.INTERNAL_ERROR, "An unexpected error; the server's log has it.", e);
  }

  private static Notice notice(
      String severity, PenstockException e, @Nullable QueryId id, OptionalInt position) {
    Failure failure = e.failure();
    if (failure.code().kind() == ErrorKind.INTERNAL) {
      LOG.error("query {}", id == null ? "-" : id, e);
    }
    String detail = "[" + failure.condition() + "]" + (id == null ? "" : " query " + id);
    return new Notice(
        severity, failure.sqlState(), failure.message(), Optional.of(detail), position);
  }
}
