package io.penstock.benchmarks.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A progress line over a known number of rows: rewritten in place on a terminal, otherwise a plain
 * line every few seconds. {@link #add} is thread-safe and cheap. Closed by whoever made it, which
 * ends the line.
 */
public final class Progress implements AutoCloseable {
  private static final Duration TERMINAL_PERIOD = Duration.ofMillis(250);
  private static final Duration PLAIN_PERIOD = Duration.ofSeconds(5);

  private final String label;
  private final long expectedRows;
  private final PrintStream out;
  private final boolean terminal;
  private final long startNanos = System.nanoTime();
  private final AtomicLong rows = new AtomicLong();
  private boolean closed;

  private Progress(String label, long expectedRows, PrintStream out, boolean terminal) {
    this.label = label;
    this.expectedRows = Math.max(1, expectedRows);
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Starts showing progress on standard error.
   *
   * @param expectedRows an estimate is enough; the percentage never exceeds 100
   */
  public static Progress onStandardError(String label, long expectedRows) {
    Progress progress = new Progress(label, expectedRows, System.err, isTerminal(2));
    Thread thread = new Thread(progress::showUntilClosed, "progress");
    thread.setDaemon(true);
    thread.start();
    return progress;
  }

  /** Whether a descriptor is a terminal, where the system tells (Linux); else plain lines it is. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      return Files.isSymbolicLink(link)
          && Files.readSymbolicLink(link).toString().matches("/dev/(pts/.*|tty.*|console)");
    } catch (IOException e) {
      return false;
    }
  }

  /** Counts rows that are done. */
  public void add(long count) {
    rows.addAndGet(count);
  }

  /** Time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private synchronized void showUntilClosed() {
    Duration period = terminal ? TERMINAL_PERIOD : PLAIN_PERIOD;
    long nextNanos = System.nanoTime() + period.toNanos();
    try {
      while (!closed) {
        long remainingMillis = (nextNanos - System.nanoTime()) / 1_000_000;
        if (remainingMillis > 0) {
          wait(remainingMillis);
          continue;
        }
        show();
        nextNanos += period.toNanos();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    String line = line(label, rows.get(), expectedRows, elapsed());
    if (terminal) {
      out.print("\r" + line + "\u001b[K");
      out.flush();
    } else {
      out.println(line);
    }
  }

  static String line(String label, long rows, long expectedRows, Duration elapsed) {
    long percent = Math.min(100, rows * 100 / expectedRows);
    double seconds = Math.max(0.001, elapsed.toNanos() / 1e9);
    return String.format(
        Locale.ROOT, "%s: %,d rows, %d %%, %,.0f rows/s", label, rows, percent, rows / seconds);
  }

  @Override
  public synchronized void close() {
    if (terminal && !closed) {
      out.print("\r\u001b[K");
      out.flush();
    }
    closed = true;
    notifyAll();
  }
}
