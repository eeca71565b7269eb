package io.penstock.jdbc;

import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of an error, read from the status of a Flight call and its metadata.
 *
 * @param message the server's text
 * @param sqlState five characters
 * @param code the vendor code, or 0
 * @param condition the condition's name, if the server gave one
 * @param queryId the query's id, if the server gave one
 * @param line from 1, or 0
 * @param column from 1, or 0
 */
record ServerError(
    String message,
    String sqlState,
    int code,
    @Nullable String condition,
    @Nullable String queryId,
    int line,
    int column) {

  private static final String SQL_STATE = "x-penstock-sqlstate";

  /** Whether the server itself described the error, so that it is not one of transport. */
  static boolean isDescribedBy(FlightRuntimeException e) {
    ErrorFlightMetadata metadata = e.status().metadata();
    return metadata != null && metadata.containsKey(SQL_STATE);
  }

  static ServerError of(FlightRuntimeException e) {
    CallStatus status = e.status();
    String description = status.description();
    String message =
        description == null || description.isBlank()
            ? "The server reported " + status.code() + " without a description"
            : description;
    String sqlState = text(status, SQL_STATE);
    return new ServerError(
        message,
        sqlState == null ? sqlStateOf(status.code()) : sqlState,
        number(status, "x-penstock-code"),
        text(status, "x-penstock-condition"),
        text(status, "x-penstock-query-id"),
        number(status, "x-penstock-line"),
        number(status, "x-penstock-column"));
  }

  private static String sqlStateOf(FlightStatusCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> "28000";
      case UNAUTHORIZED -> "42501";
      case INVALID_ARGUMENT -> "42000";
      case NOT_FOUND -> "42704";
      case ALREADY_EXISTS -> "42710";
      case UNIMPLEMENTED -> "0A000";
      case RESOURCE_EXHAUSTED -> "53000";
      case CANCELLED, TIMED_OUT -> "57014";
      case UNAVAILABLE -> "08006";
      default -> "XX000";
    };
  }

  private static @Nullable String text(CallStatus status, String key) {
    ErrorFlightMetadata metadata = status.metadata();
    return metadata == null || !metadata.containsKey(key) ? null : metadata.get(key);
  }

  private static int number(CallStatus status, String key) {
    String text = text(status, key);
    if (text == null || !text.matches("-?\\d{1,9}")) {
      return 0;
    }
    return Integer.parseInt(text);
  }
}
