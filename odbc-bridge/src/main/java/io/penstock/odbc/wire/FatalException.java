package io.penstock.odbc.wire;

import io.penstock.execution.api.PenstockException;

/** An error that ends the connection; the client is told the failure first. */
public final class FatalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient PenstockException told;

  public FatalException(PenstockException told) {
    super(told.getMessage(), told);
    this.told = told;
  }

  public FatalException(String sqlState, String condition, String message) {
    this(Violation.of(sqlState, condition, message));
  }

  /** What the client is told. */
  public PenstockException told() {
    return told;
  }
}
