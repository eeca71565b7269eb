package io.penstock.gateway.query;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many queries run at once and so many wait, first come first served. Thread-safe; {@link
 * #enter} blocks.
 */
final class Admission {
  private static final long POLL_MILLIS = 50;

  private final int maxQueued;
  private final Duration maxWait;
  private final Semaphore slots;
  private final AtomicInteger waiting = new AtomicInteger();

  Admission(int maxRunning, int maxQueued, Duration maxWait) {
    this.maxQueued = maxQueued;
    this.maxWait = maxWait;
    this.slots = new Semaphore(maxRunning, true);
  }

  /**
   * Waits for a slot; whoever got one gives it back with {@link #leave}.
   *
   * @throws PenstockException TOO_MANY_REQUESTS if the queue is full or the wait was too long; the
   *     query's own reason if it was stopped meanwhile
   */
  void enter(Query query) {
    if (slots.tryAcquire()) {
      return;
    }
    if (waiting.incrementAndGet() > maxQueued) {
      waiting.decrementAndGet();
      throw new PenstockException(
          ErrorCode.TOO_MANY_REQUESTS,
          "All slots are taken and " + maxQueued + " queries wait already. Try again later.");
    }
    try {
      awaitSlot(query);
    } finally {
      waiting.decrementAndGet();
    }
  }

  void leave() {
    slots.release();
  }

  int waiting() {
    return waiting.get();
  }

  private void awaitSlot(Query query) {
    long deadline = System.nanoTime() + maxWait.toNanos();
    try {
      while (!slots.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        query.checkGoesOn();
        if (System.nanoTime() - deadline > 0) {
          throw new PenstockException(
              ErrorCode.TOO_MANY_REQUESTS,
              "The query waited " + maxWait.toSeconds() + " s for a slot. Try again later.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PenstockException(ErrorCode.SHUTTING_DOWN, "The server is shutting down.", e);
    }
  }
}
