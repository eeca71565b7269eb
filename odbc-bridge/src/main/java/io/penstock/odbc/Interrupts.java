package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which query of a connection runs now, and whether it is to stop. Thread-safe. */
final class Interrupts {
  private @Nullable QueryId running;
  private boolean busy;
  private boolean canceled;
  private boolean gone;

  /** A message is being worked on from now on. */
  synchronized void begin() {
    busy = true;
  }

  /** A query runs from now on. */
  synchronized void running(QueryId id) {
    running = id;
  }

  /** Nothing is being worked on any more; a wish to cancel it comes too late. */
  synchronized void end() {
    running = null;
    busy = false;
    canceled = false;
  }

  /** Somebody wants what runs now to stop. Does nothing if nothing runs. */
  synchronized void cancel() {
    canceled = busy;
  }

  /** The client has left. */
  synchronized void gone() {
    gone = true;
  }

  synchronized boolean isGone() {
    return gone;
  }

  /** The query that has to be stopped, if there is one. */
  synchronized Optional<QueryId> toStop() {
    return busy && (canceled || gone) ? Optional.ofNullable(running) : Optional.empty();
  }

  /** Whether there is something to stop, now or soon. */
  synchronized boolean isStopping() {
    return busy && (canceled || gone);
  }

  /** Fails if what runs now is to stop. */
  synchronized void check() {
    if (gone) {
      throw new ClientGoneException();
    }
    if (canceled) {
      canceled = false;
      throw new PenstockException(ErrorCode.QUERY_CANCELED, "The query was canceled.");
    }
  }
}
