package io.penstock.planner.catalog;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Adds up the {@code add} actions of a version: files, bytes, and the rows that are not deleted
 * (numRecords less the deletion vector's cardinality).
 */
final class FileTotalsScan {
  private final ColumnVector sizes;
  private final ColumnVector deletionVectors;
  private final ColumnVector cardinalities;
  private final ColumnVector stats;

  private FileTotalsScan(ColumnVector adds) {
    this.sizes = child(adds, "size");
    this.deletionVectors = child(adds, "deletionVector");
    this.cardinalities = child(deletionVectors, "cardinality");
    this.stats = child(adds, "stats");
  }

  /** Reads the log from the last checkpoint on. */
  static FileTotals read(Snapshot snapshot) throws IOException {
    Engine engine = new LogEngine();
    // Kernel's public Scan leaves the statistics out.
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    FileTotals totals = new FileTotals(0, 0, OptionalLong.of(0));
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        totals = plus(totals, batches.next());
      }
    }
    return totals;
  }

  private static FileTotals plus(FileTotals before, FilteredColumnarBatch batch)
      throws IOException {
    ColumnVector adds = batch.getData().getColumnVector(batch.getData().getSchema().indexOf("add"));
    Optional<ColumnVector> selection = batch.getSelectionVector();
    FileTotalsScan files = new FileTotalsScan(adds);
    FileTotals totals = before;
    for (int i = 0; i < batch.getData().getSize(); i++) {
      boolean selected =
          selection.isEmpty() || (!selection.get().isNullAt(i) && selection.get().getBoolean(i));
      if (selected) {
        totals = files.plus(totals, i);
      }
    }
    return totals;
  }

  private FileTotals plus(FileTotals before, int row) throws IOException {
    OptionalLong rows = rows(row);
    OptionalLong sum =
        before.rows().isPresent() && rows.isPresent()
            ? OptionalLong.of(before.rows().getAsLong() + rows.getAsLong())
            : OptionalLong.empty();
    return new FileTotals(before.files() + 1, before.bytes() + sizes.getLong(row), sum);
  }

  private OptionalLong rows(int row) throws IOException {
    OptionalLong records =
        stats.isNullAt(row)
            ? OptionalLong.empty()
            : Json.number(stats.getString(row), "numRecords");
    if (records.isEmpty() || deletionVectors.isNullAt(row)) {
      return records;
    }
    return OptionalLong.of(records.getAsLong() - cardinalities.getLong(row));
  }

  private static ColumnVector child(ColumnVector parent, String name) {
    return parent.getChild(((StructType) parent.getDataType()).indexOf(name));
  }
}
