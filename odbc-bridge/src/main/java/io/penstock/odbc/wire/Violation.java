package io.penstock.odbc.wire;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import java.util.Optional;

/** Errors under SQLSTATEs that only this protocol has. */
public final class Violation {
  /** protocol_violation. */
  public static final String PROTOCOL = "08P01";

  private Violation() {}

  /** A message that is not of its form; the connection lives on, as its frame was whole. */
  public static PenstockException malformed(String what) {
    return of(PROTOCOL, "PROTOCOL_VIOLATION", "Malformed message: " + what + ".");
  }

  /** An error that is the client's to mend. */
  public static PenstockException of(String sqlState, String condition, String message) {
    return new PenstockException(
        new Failure(ErrorCode.INVALID_STATEMENT, condition, sqlState, message, Optional.empty()),
        null);
  }

  /** What this door does not do. */
  public static PenstockException unsupported(String message) {
    return new PenstockException(ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}
