package io.penstock.planner.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each table that was asked for lately. Every call looks whether it still is
 * the newest, with two or three file attributes; only a change reads the log. Thread-safe.
 */
final class SnapshotCache {
  private static final int MAX_TABLES = 1_000;

  private record Entry(DeltaSnapshot snapshot, Mark mark) {}

  /** What tells one table's commit from another's at the same place. */
  private record Mark(Optional<FileMark> log, Optional<FileMark> commit) {}

  private record FileMark(long size, FileTime modified, @Nullable Object fileKey) {}

  private final Cache<TableKey, Entry> entries =
      Caffeine.newBuilder().maximumSize(MAX_TABLES).build();

  private final FileIndexes indexes = new FileIndexes();

  private record TableKey(TableName name, String location) {}

  /**
   * The table's newest version.
   *
   * @throws PenstockException TABLE_LOG_DAMAGED, UNSUPPORTED_TABLE_FEATURE, STORAGE_ACCESS_DENIED,
   *     STORAGE_UNAVAILABLE, TABLE_OR_VIEW_NOT_FOUND
   */
  DeltaSnapshot newest(TableName name, String location) {
    TableKey key = new TableKey(name, location);
    Path folder = LocalFileIO.path(location);
    try {
      Entry cached = entries.getIfPresent(key);
      if (cached != null && isNewest(cached, folder)) {
        return cached.snapshot();
      }
      // A commit that lands while the log is read is noticed by the next call.
      Entry loaded = load(name, location, folder);
      entries.put(key, loaded);
      return loaded.snapshot();
    } catch (IOException | RuntimeException e) {
      entries.invalidate(key);
      throw new LogFailures(name, folder).explain(e);
    }
  }

  private Entry load(TableName name, String location, Path folder) throws IOException {
    Snapshot snapshot = TableManager.loadSnapshot(location).build(new LogEngine());
    ReaderFeatures.check(name, snapshot);
    DeltaSnapshot table = new DeltaSnapshot(name, location, snapshot, indexes);
    return new Entry(table, mark(folder, snapshot.getVersion()));
  }

  private static boolean isNewest(Entry entry, Path folder) throws IOException {
    long version = entry.snapshot().pin().version();
    return !Files.exists(commit(folder, version + 1)) && mark(folder, version).equals(entry.mark());
  }

  private static Mark mark(Path folder, long version) throws IOException {
    return new Mark(
        fileMark(folder.resolve("_delta_log"))
            .map(m -> new FileMark(0, FileTime.fromMillis(0), m.fileKey())),
        fileMark(commit(folder, version)));
  }

  private static Path commit(Path folder, long version) {
    return folder.resolve("_delta_log").resolve(String.format("%020d.json", version));
  }

  private static Optional<FileMark> fileMark(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileMark(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
