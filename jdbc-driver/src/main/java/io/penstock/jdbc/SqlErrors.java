package io.penstock.jdbc;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Turns failed Flight calls into SQL exceptions.
 *
 * @param server host:port, as messages name it
 */
record SqlErrors(String server) {

  static final String CANCELED = "57014";
  private static final String CANNOT_CONNECT = "08001";
  private static final String CONNECTION_LOST = "08006";

  static SQLException canceled() {
    return new SQLException("[QUERY_CANCELED] The query was canceled. SQLSTATE: 57014", CANCELED);
  }

  static SQLException timedOut(int seconds) {
    return new SQLTimeoutException(
        "[QUERY_TIMEOUT] The query took longer than "
            + seconds
            + " s and was stopped. SQLSTATE: 57014",
        CANCELED);
  }

  static SQLException unsupported(String what) {
    return new SQLFeatureNotSupportedException(what + " is not supported", "0A000");
  }

  static SQLException closed(String what) {
    return new SQLException("The " + what + " is closed", "55000");
  }

  /** An error while the connection is being made. */
  SQLException whileConnecting(RuntimeException e, boolean encrypted) {
    FlightRuntimeException flight = flightError(e);
    if (flight == null || ServerError.isDescribedBy(flight)) {
      return translate(e);
    }
    FlightStatusCode code = flight.status().code();
    if (code == FlightStatusCode.UNAUTHENTICATED) {
      return translate(e);
    }
    if (code == FlightStatusCode.UNAVAILABLE
        || code == FlightStatusCode.TIMED_OUT
        || code == FlightStatusCode.INTERNAL
        || code == FlightStatusCode.UNKNOWN) {
      return new SQLNonTransientConnectionException(
          "Cannot connect to "
              + server
              + ": "
              + reason(flight)
              + ". Check host, port and useEncryption (now "
              + encrypted
              + ")",
          CANNOT_CONNECT,
          e);
    }
    return translate(e);
  }

  /** An error of a call on an open connection. */
  SQLException translate(RuntimeException e) {
    FlightRuntimeException flight = flightError(e);
    if (flight == null) {
      return interrupted(e)
          ? new SQLException("The thread was interrupted while it waited", CANCELED, e)
          : new SQLException("The driver failed: " + describe(e), "XX000", e);
    }
    if (flight.status().code() == FlightStatusCode.UNAVAILABLE
        && !ServerError.isDescribedBy(flight)) {
      return new SQLNonTransientConnectionException(
          "The connection to " + server + " was lost: " + reason(flight), CONNECTION_LOST, e);
    }
    return new PenstockSqlException(ServerError.of(flight), e);
  }

  /** The innermost Flight error: outer ones are wrappers that say CANCELLED. */
  private static @Nullable FlightRuntimeException flightError(Throwable e) {
    FlightRuntimeException found = null;
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof FlightRuntimeException flight) {
        found = flight;
      }
    }
    return found;
  }

  static boolean interrupted(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static String describe(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String reason(FlightRuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException) {
        return "unknown host";
      } else if (t instanceof ConnectException) {
        return "connection refused";
      } else if (t instanceof SSLException) {
        return "TLS failed (" + t.getMessage() + ")";
      }
    }
    String description = e.status().description();
    return description == null
        ? e.status().code().name().toLowerCase(Locale.ROOT)
        : description.lines().findFirst().orElse("no reason given");
  }
}
