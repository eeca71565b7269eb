package io.penstock.planner.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the folders of managed tables that were dropped seven days ago, or purged, and forgets
 * dropped tables whose folders are gone. Owns one thread.
 */
final class DroppedFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DroppedFolders.class);
  private static final Duration RETENTION = Duration.ofDays(7);
  private static final Duration PERIOD = Duration.ofHours(1);

  private final ControlStore store;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread own = new Thread(task, "penstock-dropped-folders");
            own.setDaemon(true);
            return own;
          });

  DroppedFolders(ControlStore store) {
    this.store = store;
  }

  /** Whether the table can still be brought back. */
  static boolean isKept(DroppedTable table) {
    return table.droppedAt().isAfter(Instant.now().minus(RETENTION));
  }

  /** Removes what is due now and then from time to time. */
  void start() {
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::run, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Removes what is due soon, without waiting for it. */
  void wake() {
    try {
      thread.execute(this::run);
    } catch (RejectedExecutionException e) {
      LOG.debug("the catalog is being closed; dropped folders wait for the next start", e);
    }
  }

  private void run() {
    try {
      removeDue();
    } catch (RuntimeException e) {
      // The thread's outermost handler: the next run tries again.
      LOG.warn("Dropped tables could not be looked through.", e);
    }
  }

  /** Removes what is due. */
  void removeDue() {
    for (DroppedTable table : store.read().dropped()) {
      if (isKept(table)) {
        continue;
      }
      Path folder = LocalFileIO.path(table.location());
      try {
        if (table.managed()) {
          FolderTrees.delete(folder);
        }
        if (!LakeFolder.isTable(folder)) {
          // Of others the row stays: as long as the folder is there it must not be found again.
          store.update(rows -> rows.deleteDropped(table.id()));
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.warn(
            "The folder of the dropped table {} could not be removed: {}",
            table.name(),
            e.getClass().getSimpleName());
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
