package io.penstock.jdbc.shell;

import io.penstock.jdbc.PenstockConnection;
import io.penstock.jdbc.QueryProgress;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows on the terminal how far the running query is, on one line that is erased at the end. Ends
 * with {@link #close}, which returns when the line is gone.
 */
final class ProgressLine implements AutoCloseable {

  private static final long FIRST_MILLIS = 400;
  private static final long EVERY_MILLIS = 200;
  private static final String ERASE = "\r\033[K";

  private final PenstockConnection connection;
  private final PrintStream terminal;
  private final long startNanos = System.nanoTime();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private boolean shown;
  private boolean paused;

  ProgressLine(PenstockConnection connection, PrintStream terminal) {
    this.connection = connection;
    this.terminal = terminal;
    this.thread = new Thread(this::show, "penstock-sql-progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void show() {
    try {
      long wait = FIRST_MILLIS;
      while (!end.await(wait, TimeUnit.MILLISECONDS)) {
        wait = EVERY_MILLIS;
        print(connection.progress());
      }
    } catch (SQLException e) {
      erase();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(QueryProgress progress) {
    if (!paused) {
      terminal.print(ERASE + describe(progress, System.nanoTime() - startNanos));
      terminal.flush();
      shown = true;
    }
  }

  static String describe(QueryProgress progress, long nanos) {
    StringBuilder text = new StringBuilder();
    text.append(progress.state().name().toLowerCase(Locale.ROOT));
    if (progress.state() == QueryProgress.State.NONE) {
      text.setLength(0);
      text.append("starting");
    }
    if (!progress.lane().isEmpty()) {
      text.append(" on ").append(progress.lane());
    }
    if (progress.tasksTotal() > 0) {
      text.append(", tasks ")
          .append(progress.tasksDone())
          .append('/')
          .append(progress.tasksTotal());
    }
    return text.append(String.format(Locale.ROOT, ", %.1f s", nanos / 1e9)).toString();
  }

  /** Erases the line and shows none from here on: rows are being printed. */
  synchronized void pause() {
    paused = true;
    erase();
  }

  private synchronized void erase() {
    if (shown) {
      terminal.print(ERASE);
      terminal.flush();
      shown = false;
    }
  }

  @Override
  public void close() {
    end.countDown();
    pause();
  }
}
