package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.time.Duration;

/**
 * How long one statement may be thought about. Calcite's validator and converter cannot be stopped,
 * so they are made to ask here, often.
 */
public final class PlanningDeadline {
  private final Duration limit;
  private final long endNanos;

  private PlanningDeadline(Duration limit) {
    this.limit = limit;
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  /** Begins now. */
  public static PlanningDeadline in(Duration limit) {
    return new PlanningDeadline(limit);
  }

  /** What is left, not negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /**
   * @throws PenstockException STATEMENT_TOO_COMPLEX when the time is over, QUERY_CANCELED when the
   *     thread was interrupted
   */
  public void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new PenstockException(ErrorCode.QUERY_CANCELED, "Planning was canceled.");
    }
    if (System.nanoTime() - endNanos > 0) {
      throw exceeded();
    }
  }

  /** What a statement that takes too long fails with. */
  public PenstockException exceeded() {
    return new PenstockException(
        ErrorCode.STATEMENT_TOO_COMPLEX,
        "Planning the statement took more than "
            + limit.toSeconds()
            + " s. Split it, or put long lists of values into a table and join it.");
  }
}
