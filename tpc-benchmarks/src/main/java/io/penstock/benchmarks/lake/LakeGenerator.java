package io.penstock.benchmarks.lake;

import io.delta.kernel.utils.DataFileStatus;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes a benchmark's tables in a lake, each with one commit at its very end: a table is whole or
 * not there. Tables of the right scale are kept; an interrupted run's files are removed first. Used
 * for one generation; {@link #stop} may be called from any thread.
 */
public final class LakeGenerator {
  private final GenerationRequest request;
  private final RowListener listener;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /** Told of rows as they are generated, from several threads; may throw to end the generation. */
  public interface RowListener {
    void onRows(String table, int rows);
  }

  public LakeGenerator(GenerationRequest request, RowListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * Generates what is missing; blocks until it is there.
   *
   * @throws ToolException as the lake cannot be made; no table is then half there
   */
  public GeneratedLake generate() {
    try {
      createLake();
      Path lockFile = request.lake().resolve(".penstock-generate.lock");
      try (FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(channel);
        try {
          return generateLocked();
        } finally {
          Files.deleteIfExists(lockFile);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw translated(e);
    } finally {
      ended.countDown();
    }
  }

  /** Ends the generation soon; returns once its files are removed, or after the time-out. */
  public void stop(Duration timeout) {
    stopped = true;
    try {
      ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RuntimeException translated(Exception e) {
    Optional<ToolException> known =
        StorageFailure.find(
            e,
            "Writing the lake " + request.lake(),
            "The whole lake takes about "
                + megabytes(
                    request
                        .benchmark()
                        .expectedBytes(request.benchmark().expectedRows(request.scale())))
                + ".");
    return known.isPresent()
        ? known.get()
        : e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
  }

  private void createLake() throws IOException {
    Path schema = request.lake().resolve(request.benchmark().schema());
    for (Path folder : List.of(request.lake(), schema)) {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new ToolException(
            Code.LAKE_NOT_USABLE, folder + " is a file; the lake must be a folder.");
      }
    }
    Files.createDirectories(schema);
  }

  private void lock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new ToolException(
          Code.LAKE_NOT_USABLE, "Another generation is at work in " + request.lake() + ".");
    }
  }

  private GeneratedLake generateLocked() throws IOException {
    Map<TableLayout<?>, TableFolder> missing = new LinkedHashMap<>();
    List<String> kept = new ArrayList<>();
    for (TableLayout<?> layout : request.benchmark().tables(request.scale())) {
      TableFolder folder =
          new TableFolder(request.benchmark().table(request.lake(), layout.name()));
      if (isThere(folder)) {
        kept.add(layout.name());
      } else {
        missing.put(layout, folder);
      }
    }
    for (TableFolder folder : missing.values()) {
      folder.delete();
    }
    checkRoom(missing.keySet().stream().mapToLong(TableLayout::rows).sum());
    List<DataFileStatus> files = missing.isEmpty() ? List.of() : write(missing);
    return new GeneratedLake(
        missing.keySet().stream().map(TableLayout::name).toList(),
        kept,
        files.stream().mapToLong(f -> f.getStatistics().orElseThrow().getNumRecords()).sum(),
        files.stream().mapToLong(DataFileStatus::getSize).sum(),
        files.size());
  }

  /** Whether the right table is there; refuses whatever may not be overwritten. */
  private boolean isThere(TableFolder folder) throws IOException {
    return switch (folder.state()) {
      case EMPTY, LEFT_OVER -> false;
      case TABLE -> isRightTable(folder);
      case FOREIGN ->
          throw new ToolException(
              Code.LAKE_NOT_USABLE,
              folder.path()
                  + " holds files that are no Delta table and were not made by this tool. Move them"
                  + " away, or choose another lake folder.");
    };
  }

  private boolean isRightTable(TableFolder folder) throws IOException {
    BigDecimal scale =
        folder
            .table()
            .scale()
            .orElseThrow(
                () ->
                    new ToolException(
                        Code.LAKE_NOT_USABLE,
                        folder.path()
                            + " is a Delta table that this tool did not make. Move it away, or"
                            + " choose another lake folder."));
    if (scale.compareTo(request.scale()) == 0) {
      folder.seal();
      return true;
    }
    if (request.replace()) {
      return false;
    }
    throw new ToolException(
        Code.LAKE_NOT_USABLE,
        folder.path()
            + " has scale "
            + scale.toPlainString()
            + ", not "
            + request.scale().toPlainString()
            + ". Give --replace to delete and generate it anew, or choose another lake folder.");
  }

  private void checkRoom(long rows) throws IOException {
    long needed = request.benchmark().expectedBytes(rows);
    long free = Files.getFileStore(request.lake()).getUsableSpace();
    if (free < needed) {
      throw new ToolException(
          Code.DISK_FULL,
          "The lake at scale "
              + request.scale().toPlainString()
              + " needs about "
              + megabytes(needed)
              + " in "
              + request.lake()
              + ", and "
              + megabytes(free)
              + " are free there.");
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", (bytes + (1 << 20) - 1) >> 20);
  }

  private List<DataFileStatus> write(Map<TableLayout<?>, TableFolder> missing) throws IOException {
    List<TableWriter<?>> writers = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(request.threads(), task -> new Thread(task, "lake-writer"));
    try {
      for (Map.Entry<TableLayout<?>, TableFolder> table : missing.entrySet()) {
        writers.add(new TableWriter<>(table.getKey(), table.getValue(), request));
      }
      return writeAndCommit(writers, pool);
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
      throw e;
    } finally {
      pool.shutdown();
      awaitEnd(pool);
      Throwable reason = failure.get();
      if (reason != null) {
        missing.values().forEach(folder -> discard(folder, reason));
      }
    }
  }

  /** Removes what was written of a table, unless it was committed. */
  private static void discard(TableFolder folder, Throwable reason) {
    try {
      if (folder.state() == TableFolder.State.LEFT_OVER) {
        folder.delete();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private List<DataFileStatus> writeAndCommit(List<TableWriter<?>> writers, ExecutorService pool)
      throws IOException {
    Map<TableWriter<?>, List<Future<List<DataFileStatus>>>> running = new LinkedHashMap<>();
    for (TableWriter<?> writer : writers) {
      List<Future<List<DataFileStatus>>> parts = new ArrayList<>();
      for (int i = 1; i <= writer.parts(); i++) {
        int part = i;
        parts.add(pool.submit(() -> writePart(writer, part)));
      }
      running.put(writer, parts);
    }
    List<DataFileStatus> all = new ArrayList<>();
    for (Map.Entry<TableWriter<?>, List<Future<List<DataFileStatus>>>> table : running.entrySet()) {
      List<DataFileStatus> files = new ArrayList<>();
      for (Future<List<DataFileStatus>> part : table.getValue()) {
        files.addAll(await(part));
      }
      table.getKey().commit(files);
      all.addAll(files);
    }
    return all;
  }

  private List<DataFileStatus> writePart(TableWriter<?> writer, int part) throws IOException {
    try {
      return writer.writePart(part, rows -> onBatch(writer.name(), rows));
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  private void onBatch(String table, int rows) {
    if (stopped) {
      throw new ToolException(
          Code.INTERRUPTED,
          "The generation was stopped. Tables that were finished are kept; run it again for the"
              + " rest.");
    }
    if (failure.get() != null) {
      throw new IllegalStateException("another file of the lake failed", failure.get());
    }
    listener.onRows(table, rows);
  }

  /** One part's files; the first failure of any part if there was one, as that is the cause. */
  private List<DataFileStatus> await(Future<List<DataFileStatus>> part) throws IOException {
    try {
      return part.get();
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
      throw new ToolException(Code.INTERRUPTED, "The generation was interrupted.", e);
    } catch (ExecutionException e) {
      Throwable first = failure.get() == null ? e.getCause() : failure.get();
      if (first instanceof Error error) {
        throw error;
      }
      throw translated(first instanceof Exception known ? known : e);
    }
  }

  private static void awaitEnd(ExecutorService pool) {
    try {
      if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the writers of the lake did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
