package io.penstock.gateway.flight;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ErrorKind;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import java.util.Optional;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors as Flight calls end with them: a status, a text for people, and the parts for programs in
 * the metadata ({@code x-penstock-condition}, {@code -sqlstate}, {@code -code}, {@code -query-id},
 * {@code -line}, {@code -column}).
 */
final class FlightErrors {
  private static final Logger LOG = LoggerFactory.getLogger(FlightErrors.class);

  /** Status and metadata travel as HTTP/2 headers, which are bounded. */
  private static final int MAX_TEXT = 3000;

  private FlightErrors() {}

  static FlightRuntimeException of(PenstockException e, Optional<String> queryId) {
    Failure failure = e.failure();
    if (failure.code().kind() == ErrorKind.INTERNAL) {
      LOG.error("query {}", queryId.orElse("-"), e);
    }
    ErrorFlightMetadata metadata = new ErrorFlightMetadata();
    metadata.insert("x-penstock-condition", failure.condition());
    metadata.insert("x-penstock-sqlstate", failure.sqlState());
    metadata.insert("x-penstock-code", Integer.toString(failure.code().number()));
    queryId.ifPresent(id -> metadata.insert("x-penstock-query-id", id));
    failure
        .position()
        .ifPresent(
            place -> {
              metadata.insert("x-penstock-line", Integer.toString(place.line()));
              metadata.insert("x-penstock-column", Integer.toString(place.column()));
            });
    return status(failure.code())
        .withDescription(text(failure, queryId))
        .withMetadata(metadata)
        .toRuntimeException();
  }

  /** What nobody foresaw: the client learns where to look, the log has the rest. */
  static FlightRuntimeException unexpected(Throwable e, Optional<String> queryId) {
    return of(
        new PenstockException(
            ErrorCode.INTERNAL_ERROR, "An unexpected error; the server's log has it.", e),
        queryId);
  }

  private static String text(Failure failure, Optional<String> queryId) {
    String message = failure.message();
    Failure shortened =
        message.length() <= MAX_TEXT
            ? failure
            : new Failure(
                failure.code(),
                failure.condition(),
                failure.sqlState(),
                message.substring(0, MAX_TEXT) + "...",
                failure.position());
    return shortened.display() + queryId.map(id -> " Query id: " + id).orElse("");
  }

  private static CallStatus status(ErrorCode code) {
    return switch (code) {
      case INVALID_CREDENTIALS, SESSION_NOT_FOUND -> CallStatus.UNAUTHENTICATED;
      case PERMISSION_DENIED, STORAGE_ACCESS_DENIED -> CallStatus.UNAUTHORIZED;
      case TABLE_OR_VIEW_NOT_FOUND, SCHEMA_NOT_FOUND, CATALOG_NOT_FOUND, STATEMENT_NOT_FOUND ->
          CallStatus.NOT_FOUND;
      case QUERY_CANCELED, RESULT_ABANDONED -> CallStatus.CANCELLED;
      case QUERY_TIMEOUT -> CallStatus.TIMED_OUT;
      case ENGINE_LOST, ENGINE_START_FAILED, SHUTTING_DOWN, STORAGE_UNAVAILABLE ->
          CallStatus.UNAVAILABLE;
      case TOO_MANY_REQUESTS, OUT_OF_MEMORY, DISK_FULL -> CallStatus.RESOURCE_EXHAUSTED;
      case UNSUPPORTED_FEATURE, UNSUPPORTED_TABLE_FEATURE -> CallStatus.UNIMPLEMENTED;
      default ->
          code.kind() == ErrorKind.INTERNAL ? CallStatus.INTERNAL : CallStatus.INVALID_ARGUMENT;
    };
  }
}
