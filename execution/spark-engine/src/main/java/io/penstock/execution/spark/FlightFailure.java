package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;

/** Puts a failure into the form in which a Flight call ends. */
final class FlightFailure {
  private FlightFailure() {}

  static FlightRuntimeException of(Failure failure) {
    ErrorFlightMetadata metadata = new ErrorFlightMetadata();
    metadata.insert(EngineProtocol.FAILURE_KEY, failure.encode());
    return status(failure.code())
        .withDescription(failure.condition())
        .withMetadata(metadata)
        .toRuntimeException();
  }

  private static CallStatus status(ErrorCode code) {
    return switch (code) {
      case INVALID_CREDENTIALS -> CallStatus.UNAUTHENTICATED;
      case QUERY_CANCELED, RESULT_ABANDONED -> CallStatus.CANCELLED;
      case TOO_MANY_REQUESTS, OUT_OF_MEMORY, DISK_FULL -> CallStatus.RESOURCE_EXHAUSTED;
      case SHUTTING_DOWN, STORAGE_UNAVAILABLE -> CallStatus.UNAVAILABLE;
      case INTERNAL_ERROR -> CallStatus.INTERNAL;
      default -> CallStatus.INVALID_ARGUMENT;
    };
  }
}
