package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.processes.MeasuredProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes memory samples of processes on a thread of its own until it is closed. Closing rethrows
 * what stopped the sampling early.
 */
final class MemoryWatch implements AutoCloseable {
  private static final Duration RESIDENT_PERIOD = Duration.ofMillis(250);
  private static final int HEAP_EVERY = 8;

  private final List<MeasuredProcess> processes;
  private final Measurements measurements;
  private final String series;
  private final boolean heap;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::watch, "memory-watch");

  /**
   * Starts watching.
   *
   * @param series the samples are named {@code series.process.rss.bytes} and {@code .heap.bytes}
   * @param heap whether to ask for the heap, too, which takes a tenth of a second of CPU each time
   */
  static MemoryWatch start(
      List<MeasuredProcess> processes, Measurements measurements, String series, boolean heap) {
    MemoryWatch watch = new MemoryWatch(processes, measurements, series, heap);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private MemoryWatch(
      List<MeasuredProcess> processes, Measurements measurements, String series, boolean heap) {
    this.processes = List.copyOf(processes);
    this.measurements = measurements;
    this.series = series;
    this.heap = heap;
  }

  private void watch() {
    try {
      int round = 0;
      do {
        for (MeasuredProcess process : processes) {
          String name = series + "." + process.name();
          measurements.add(name + ".rss.bytes", process.residentBytes());
          if (heap && round % HEAP_EVERY == 0) {
            measurements.add(name + ".heap.bytes", process.heapUsedBytes());
          }
        }
        round++;
      } while (!closed.await(RESIDENT_PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RuntimeException e) {
      failure.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
