package io.penstock.planner.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.delta.kernel.Snapshot;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.pruning.FileIndex;
import java.io.IOException;
import java.util.Optional;

/**
 * The files of those table versions that were asked for lately, within a share of the memory.
 * Thread-safe.
 */
final class FileIndexes {
  /** Of the memory, for all tables together; one table gets a quarter of it. */
  private static final int MEMORY_SHARE = 4;

  private static final int TABLE_SHARE = 4;
  private static final long ENTRY_BYTES = 1_000;

  /**
   * What there is to know of a version's files.
   *
   * @param index empty if it would be too large
   * @param weight of the index, in bytes
   */
  record Contents(FileTotals totals, Optional<FileIndex> index, long weight) {}

  private final long maxBytes;
  private final Cache<DeltaSnapshot, Contents> contents;

  FileIndexes() {
    this(Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
  }

  FileIndexes(long maxBytes) {
    this.maxBytes = maxBytes;
    this.contents =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(maxBytes)
            .weigher(
                (DeltaSnapshot table, Contents known) ->
                    (int) Math.min(Integer.MAX_VALUE, ENTRY_BYTES + known.weight()))
            .build();
  }

  /** The files of a version; read from the log if they are not at hand. */
  Contents of(DeltaSnapshot table, Snapshot snapshot) throws IOException {
    Contents known = contents.getIfPresent(table);
    if (known == null) {
      known = FileIndexScan.read(snapshot, maxBytes / TABLE_SHARE);
      contents.put(table, known);
    }
    return known;
  }
}
