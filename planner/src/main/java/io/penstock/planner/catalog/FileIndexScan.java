package io.penstock.planner.catalog;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.penstock.planner.catalog.FileIndexes.Contents;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.pruning.DataFile;
import io.penstock.planner.pruning.DataFile.DeletionVector;
import io.penstock.planner.pruning.FileIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code add} actions of a version: adds them up, and keeps them as long as they are not
 * too many. The rows are those that are not deleted (numRecords less the deletion vector's
 * cardinality).
 */
final class FileIndexScan {
  private final long maxBytes;
  private final List<DataFile> files = new ArrayList<>();
  private long weight;
  private long count;
  private long bytes;
  private OptionalLong rows = OptionalLong.of(0);

  private FileIndexScan(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads the log from the last checkpoint on.
   *
   * @param maxBytes that the files may take in memory
   */
  static Contents read(Snapshot snapshot, long maxBytes) throws IOException {
    Engine engine = new LogEngine();
    // Kernel's public Scan leaves the statistics out.
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    FileIndexScan all = new FileIndexScan(maxBytes);
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        all.add(batches.next());
      }
    }
    return all.contents(snapshot);
  }

  private Contents contents(Snapshot snapshot) {
    FileTotals totals = new FileTotals(count, bytes, rows);
    return weight > maxBytes
        ? new Contents(totals, Optional.empty(), 0)
        : new Contents(
            totals, Optional.of(new FileIndex(files, IndexedColumns.of(snapshot))), weight);
  }

  private void add(FilteredColumnarBatch batch) {
    ColumnVector adds = batch.getData().getColumnVector(batch.getData().getSchema().indexOf("add"));
    Optional<ColumnVector> selection = batch.getSelectionVector();
    AddActions actions = new AddActions(adds);
    for (int i = 0; i < batch.getData().getSize(); i++) {
      boolean selected =
          selection.isEmpty() || (!selection.get().isNullAt(i) && selection.get().getBoolean(i));
      if (selected) {
        add(actions.at(i));
      }
    }
  }

  private void add(DataFile file) {
    count++;
    bytes += file.size();
    rows =
        rows.isPresent() && file.rows().isPresent()
            ? OptionalLong.of(rows.getAsLong() + file.rows().getAsLong())
            : OptionalLong.empty();
    weight += file.weight();
    if (weight <= maxBytes) {
      files.add(file);
    } else {
      files.clear();
    }
  }

  /** The actions of one batch. */
  private static final class AddActions {
    private final ColumnVector paths;
    private final ColumnVector partitionValues;
    private final ColumnVector sizes;
    private final ColumnVector times;
    private final ColumnVector stats;
    private final ColumnVector vectors;

    AddActions(ColumnVector adds) {
      this.paths = child(adds, "path");
      this.partitionValues = child(adds, "partitionValues");
      this.sizes = child(adds, "size");
      this.times = child(adds, "modificationTime");
      this.stats = child(adds, "stats");
      this.vectors = child(adds, "deletionVector");
    }

    DataFile at(int row) {
      Optional<String> json =
          stats.isNullAt(row) ? Optional.empty() : Optional.of(stats.getString(row));
      return DataFile.of(
          paths.getString(row),
          strings(partitionValues.getMap(row)),
          sizes.getLong(row),
          times.getLong(row),
          json,
          deletionVector(row));
    }

    private Optional<DeletionVector> deletionVector(int row) {
      if (vectors.isNullAt(row)) {
        return Optional.empty();
      }
      ColumnVector offsets = child(vectors, "offset");
      return Optional.of(
          new DeletionVector(
              child(vectors, "storageType").getString(row),
              child(vectors, "pathOrInlineDv").getString(row),
              offsets.isNullAt(row) ? Optional.empty() : Optional.of(offsets.getInt(row)),
              child(vectors, "sizeInBytes").getInt(row),
              child(vectors, "cardinality").getLong(row)));
    }

    private static Map<String, @Nullable String> strings(MapValue map) {
      ColumnVector keys = map.getKeys();
      ColumnVector values = map.getValues();
      Map<String, @Nullable String> strings = new LinkedHashMap<>();
      for (int i = 0; i < map.getSize(); i++) {
        strings.put(keys.getString(i), values.isNullAt(i) ? null : values.getString(i));
      }
      return strings;
    }

    private static ColumnVector child(ColumnVector parent, String name) {
      return parent.getChild(((StructType) parent.getDataType()).indexOf(name));
    }
  }
}
