package io.penstock.gateway.query;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One query from its submission to its end: the only place where its state changes. Thread-safe.
 * Times are those of {@link System#nanoTime}.
 */
final class Query {
  private final QueryId id;
  private final String user;
  private final String text;
  private final QueryListener listener;
  private final Duration planned;
  private final long submitted = System.nanoTime();
  private final AtomicReference<QueryState> state = new AtomicReference<>(QueryState.PLANNING);
  private final AtomicReference<@Nullable ErrorCode> stopReason = new AtomicReference<>();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile String lane = "none";
  private volatile long queuedAt = submitted;
  private volatile long startedAt;
  private volatile long endedAt;
  private volatile @Nullable ResultStream stream;
  private volatile boolean changing;

  /**
   * @param planned time that was spent on planning before the query was submitted
   */
  Query(QueryId id, String user, String text, Duration planned, QueryListener listener) {
    this.id = id;
    this.user = user;
    this.text = text;
    this.planned = planned;
    this.listener = listener;
  }

  QueryId id() {
    return id;
  }

  String user() {
    return user;
  }

  String text() {
    return text;
  }

  QueryState state() {
    return Objects.requireNonNull(state.get());
  }

  void queued(String laneLabel) {
    lane = laneLabel;
    queuedAt = System.nanoTime();
    advance(QueryState.QUEUED);
  }

  void running() {
    running(false);
  }

  /**
   * @param changes whether it may change a table: then only the engine knows how it ended, and a
   *     request to stop goes to the engine alone
   */
  void running(boolean changes) {
    changing = changes;
    startedAt = System.nanoTime();
    advance(QueryState.RUNNING);
  }

  /** Whether it may have changed a table by now. */
  boolean isChanging() {
    return changing;
  }

  /** The engine's stream, so that a stop reaches it. */
  void attach(ResultStream engineStream) {
    stream = engineStream;
    if (stopReason.get() != null && !changing) {
      engineStream.cancel();
    }
  }

  void delivered(long rowCount, long byteCount) {
    rows.addAndGet(rowCount);
    bytes.addAndGet(byteCount);
  }

  /**
   * Asks the query to stop. The first reason counts.
   *
   * @param reason QUERY_CANCELED, QUERY_TIMEOUT, ...
   * @return false if it has ended already
   */
  boolean stop(ErrorCode reason) {
    if (state().isFinal()) {
      return false;
    }
    stopReason.compareAndSet(null, reason);
    ResultStream current = stream;
    if (current != null && !changing) {
      current.cancel();
    }
    return true;
  }

  boolean isStopping() {
    return stopReason.get() != null;
  }

  /** Fails if the query was asked to stop. */
  void checkGoesOn() {
    ErrorCode reason = stopReason.get();
    if (reason != null && !changing) {
      throw stopped(reason, null);
    }
  }

  void finish() {
    end(QueryState.FINISHED, "OK");
  }

  /** The client left before it had read everything. */
  void abandon() {
    end(QueryState.CANCELED, ErrorCode.QUERY_CANCELED.name());
  }

  /**
   * Ends the query with an error.
   *
   * @return what the client is told: the reason why it was stopped, if it was
   */
  PenstockException fail(PenstockException error) {
    ErrorCode reason = stopReason.get();
    PenstockException told = reason == null ? error : stopped(reason, error);
    if (changing) {
      told = outcome(error, told);
    }
    Failure failure = told.failure();
    boolean canceled = failure.code() == ErrorCode.QUERY_CANCELED;
    end(canceled ? QueryState.CANCELED : QueryState.FAILED, failure.condition());
    return told;
  }

  /** The engine's own word counts: it knows whether it has committed. */
  private static PenstockException outcome(PenstockException error, PenstockException told) {
    return switch (error.code()) {
      case QUERY_CANCELED -> told;
      case ENGINE_LOST ->
          new PenstockException(
              ErrorCode.COMMIT_STATE_UNKNOWN,
              "The engine was lost while the statement ran: the change may have been committed or"
                  + " not. Look at the table (DESCRIBE HISTORY) before you send it again.",
              error);
      default -> error;
    };
  }

  QueryProgress progress(int tasksDone, int tasksTotal) {
    long until = endedAt != 0 ? endedAt : System.nanoTime();
    return new QueryProgress(
        id, state(), lane, Duration.ofNanos(until - submitted), tasksDone, tasksTotal, rows.get());
  }

  private static PenstockException stopped(ErrorCode reason, @Nullable Throwable cause) {
    String message =
        switch (reason) {
          case QUERY_TIMEOUT -> "The query ran longer than its timeout allows and was stopped.";
          case SHUTTING_DOWN -> "The server is shutting down.";
          case RESULT_ABANDONED -> "Nobody read the result, so the query was stopped.";
          default -> "The query was canceled.";
        };
    return new PenstockException(reason, message, cause);
  }

  private void advance(QueryState to) {
    QueryState from = state();
    while (from.next().contains(to)) {
      if (state.compareAndSet(from, to)) {
        return;
      }
      from = state();
    }
    throw new IllegalStateException("a query cannot go from " + from + " to " + to);
  }

  private void end(QueryState to, String code) {
    QueryState from = state();
    while (!from.isFinal()) {
      if (state.compareAndSet(from, to)) {
        endedAt = System.nanoTime();
        stream = null;
        listener.ended(record(to, code));
        return;
      }
      from = state();
    }
  }

  private QueryRecord record(QueryState to, String code) {
    long begun = startedAt != 0 ? startedAt : endedAt;
    QueryRecord.Times times =
        new QueryRecord.Times(
            planned.plusNanos(queuedAt - submitted),
            Duration.ofNanos(Math.max(0, begun - queuedAt)),
            Duration.ofNanos(endedAt - begun));
    return new QueryRecord(id, user, text, lane, to, code, times, rows.get(), bytes.get());
  }
}
