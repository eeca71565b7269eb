package io.penstock.jdbc;

import io.grpc.Context;
import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.arrow.flight.FlightInfo;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement, from its first call to the end of its result.
 *
 * <p>All calls run in one gRPC context; cancelling the context cancels the call that is in flight,
 * whichever it is, at the server too, and wakes the thread that waits for it. {@link #cancel} and
 * {@link #close} may be called from any thread, the rest from the statement's.
 */
final class Execution implements AutoCloseable {

  private enum Stop {
    CANCELED,
    TIMED_OUT,
    CLOSED
  }

  private final FlightSession session;
  private final int timeoutSeconds;
  private final Context.CancellableContext context = Context.ROOT.withCancellation();
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final @Nullable Future<?> timer;
  private volatile @Nullable FlightInfo info;

  Execution(FlightSession session, int timeoutSeconds) {
    this.session = session;
    this.timeoutSeconds = timeoutSeconds;
    this.timer =
        timeoutSeconds > 0
            ? session.schedule(() -> stop(Stop.TIMED_OUT), timeoutSeconds, TimeUnit.SECONDS)
            : null;
  }

  /** Runs a call that {@link #cancel} can interrupt. */
  <T> T call(Supplier<T> call) throws SQLException {
    checkRunning();
    Context previous = context.attach();
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw failed(e);
    } finally {
      context.detach(previous);
    }
  }

  private SQLException failed(RuntimeException e) {
    Stop stopped = stop.get();
    if (stopped != null) {
      return reason(stopped);
    }
    if (SqlErrors.interrupted(e)) {
      stop(Stop.CANCELED);
      Thread.currentThread().interrupt();
    }
    return session.errors().translate(e);
  }

  /** Throws if the execution was cancelled, timed out or closed. Cheap: once per row is fine. */
  void checkRunning() throws SQLException {
    Stop stopped = stop.get();
    if (stopped != null) {
      throw reason(stopped);
    }
  }

  private SQLException reason(Stop stopped) {
    return switch (stopped) {
      case CANCELED -> SqlErrors.canceled();
      case TIMED_OUT -> SqlErrors.timedOut(timeoutSeconds);
      case CLOSED -> SqlErrors.closed("result set");
    };
  }

  /** Remembers under which name the server knows the query. */
  void startedAs(FlightInfo flightInfo) {
    info = flightInfo;
  }

  /** Cancels the query, here and at the server; returns when the server has answered. */
  void cancel() {
    stop(Stop.CANCELED);
  }

  private void stop(Stop why) {
    if (stop.compareAndSet(null, why)) {
      context.cancel(null);
      FlightInfo known = info;
      if (known != null && why != Stop.CLOSED) {
        session.cancel(known);
      }
      stopTimer();
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Cancels the call in flight, if there is one; returns at once. */
  @Override
  public void close() {
    stop(Stop.CLOSED);
    context.cancel(null);
    stopTimer();
  }

  /** The result was read to its end: nothing is left that could be cancelled or time out. */
  void finished() {
    stopTimer();
    info = null;
  }
}
