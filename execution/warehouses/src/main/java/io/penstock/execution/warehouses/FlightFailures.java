package io.penstock.execution.warehouses;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;

/** From a failed call of an engine to the exception that crosses modules. */
final class FlightFailures {
  private FlightFailures() {}

  /**
   * Of a statement under way: an answer that breaks off without a word from the engine says nothing
   * of what the statement did.
   *
   * @param changes whether the statement may have changed a table
   */
  static PenstockException ofStatement(FlightRuntimeException e, boolean changes) {
    ErrorFlightMetadata metadata = e.status().metadata();
    boolean told = metadata != null && metadata.containsKey(EngineProtocol.FAILURE_KEY);
    if (told || !changes || e.status().code() == FlightStatusCode.UNAVAILABLE) {
      return toPenstock(e);
    }
    return new PenstockException(
        ErrorCode.COMMIT_STATE_UNKNOWN,
        "The engine's answer broke off ("
            + e.status().code()
            + "): the change may have been committed or not. Look at the table (DESCRIBE HISTORY)"
            + " before you send it again.",
        e);
  }

  static PenstockException toPenstock(FlightRuntimeException e) {
    ErrorFlightMetadata metadata = e.status().metadata();
    if (metadata != null && metadata.containsKey(EngineProtocol.FAILURE_KEY)) {
      byte[] bytes = metadata.getByte(EngineProtocol.FAILURE_KEY);
      return new PenstockException(Failure.decode(bytes), e);
    }
    FlightStatusCode code = e.status().code();
    if (code == FlightStatusCode.UNAVAILABLE) {
      return lost(e);
    }
    if (code == FlightStatusCode.CANCELLED) {
      return new PenstockException(ErrorCode.QUERY_CANCELED, "The query was canceled.", e);
    }
    if (code == FlightStatusCode.TIMED_OUT) {
      return new PenstockException(ErrorCode.ENGINE_LOST, "The engine did not answer in time.", e);
    }
    return new PenstockException(
        ErrorCode.INTERNAL_ERROR, "The engine failed with " + code + ".", e);
  }

  static PenstockException lost(Exception cause) {
    return new PenstockException(
        ErrorCode.ENGINE_LOST,
        "The engine that ran the query has died. The query changed nothing; run it again.",
        cause);
  }
}
