package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.validate.PlanningDeadline;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Threads with a stack that is deep enough for long statements: Calcite is recursive everywhere. As
 * many as the machine has processors, with a bounded queue before them.
 */
final class PlanningThreads implements AutoCloseable {
  private static final long STACK_BYTES = 16L * 1024 * 1024;
  private static final int MAX_QUEUED = 256;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What a thread that will not be interrupted still gets after the deadline. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ThreadPoolExecutor pool;

  PlanningThreads() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    AtomicInteger count = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            task -> {
              Thread thread =
                  new Thread(
                      null, task, "penstock-planner-" + count.incrementAndGet(), STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the work and waits for it.
   *
   * @throws PenstockException as the work did; TOO_MANY_REQUESTS if the queue is full,
   *     STATEMENT_TOO_COMPLEX after the deadline, QUERY_CANCELED if the caller is interrupted
   */
  <T> T run(Function<PlanningDeadline, T> work) {
    PlanningDeadline deadline = PlanningDeadline.in(LIMIT);
    Future<T> result = submit(() -> work.apply(deadline));
    try {
      return result.get(deadline.remaining().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new PenstockException(ErrorCode.QUERY_CANCELED, "Planning was canceled.", e);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw deadline.exceeded();
    } catch (ExecutionException e) {
      throw known(e.getCause() == null ? e : e.getCause());
    }
  }

  private <T> Future<T> submit(Callable<T> work) {
    try {
      return pool.submit(work);
    } catch (RejectedExecutionException e) {
      if (pool.isShutdown()) {
        throw new PenstockException(
            ErrorCode.SHUTTING_DOWN, "The server is shutting down. Connect again later.", e);
      }
      throw new PenstockException(
          ErrorCode.TOO_MANY_REQUESTS,
          "Too many statements are being planned. Send the statement again in a moment.",
          e);
    }
  }

  /** What a client is told of anything that is thrown while planning. */
  static PenstockException known(Throwable cause) {
    if (cause instanceof PenstockException known) {
      return known;
    }
    // Calcite says so of syntax that it parses and cannot convert.
    if (cause instanceof UnsupportedOperationException || cause instanceof AssertionError) {
      return new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "The statement uses something that the planner does not support yet.",
          cause);
    }
    if (cause instanceof StackOverflowError) {
      return new PenstockException(
          ErrorCode.STATEMENT_TOO_COMPLEX, "The statement is nested too deeply. Split it.", cause);
    }
    if (cause instanceof OutOfMemoryError) {
      return new PenstockException(
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "Planning the statement takes more memory than there is. Split it.",
          cause);
    }
    return new PenstockException(
        ErrorCode.INTERNAL_ERROR,
        "The planner failed on this statement, which is a fault of the server. Report the statement"
            + " with the query id; another way to write it may work.",
        cause);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
