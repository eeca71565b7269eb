package io.penstock.execution.api;

import org.jspecify.annotations.Nullable;

/** The one exception that crosses module boundaries; its {@link Failure} is what a client sees. */
public final class PenstockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public PenstockException(ErrorCode code, String message) {
    this(Failure.of(code, message), null);
  }

  public PenstockException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(Failure.of(code, message), cause);
  }

  public PenstockException(Failure failure, @Nullable Throwable cause) {
    super(failure.display(), cause);
    this.failure = failure;
  }

  /** What a client is told. */
  public Failure failure() {
    return failure;
  }

  public ErrorCode code() {
    return failure.code();
  }
}
