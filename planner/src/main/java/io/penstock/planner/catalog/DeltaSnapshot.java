package io.penstock.planner.catalog;

import io.delta.kernel.Snapshot;
import io.delta.kernel.internal.SnapshotImpl;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.pruning.DataFile;
import io.penstock.planner.pruning.FileIndex;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version of a Delta table, read by Delta Kernel. Its files are read on first use; a cache keeps
 * them, if there is room.
 */
final class DeltaSnapshot implements TableSnapshot {
  private final TablePin pin;
  private final Snapshot snapshot;
  private final Schema schema;
  private final List<String> partitionColumns;
  private final Map<String, String> properties;
  private final FileIndexes indexes;
  private @Nullable FileTotals totals;

  /**
   * @throws RuntimeException Kernel's, if the schema cannot be read
   */
  DeltaSnapshot(TableName name, String location, Snapshot snapshot, FileIndexes indexes) {
    this.indexes = indexes;
    this.pin = new TablePin(name, location, snapshot.getVersion());
    this.snapshot = snapshot;
    this.schema = DeltaTypes.toArrow(snapshot.getSchema());
    this.partitionColumns = List.copyOf(snapshot.getPartitionColumnNames());
    this.properties = Map.copyOf(snapshot.getTableProperties());
  }

  @Override
  public TablePin pin() {
    return pin;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<String> partitionColumns() {
    return partitionColumns;
  }

  @Override
  public List<String> clusteringColumns() {
    try {
      return snapshot.getClusteringColumnInfos().orElse(List.of()).stream()
          .map(c -> String.join(".", c.getLogicalColumn().getNames()))
          .toList();
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<String> comment() {
    return snapshot.getMetadata().getDescription();
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public synchronized FileTotals totals() {
    if (totals == null) {
      totals = contents().totals();
    }
    return totals;
  }

  @Override
  public Optional<FileIndex> files() {
    return contents().index();
  }

  @Override
  public Optional<TableFiles> reading(List<DataFile> only) {
    return snapshot instanceof SnapshotImpl known ? LogActions.of(known, only) : Optional.empty();
  }

  private FileIndexes.Contents contents() {
    try {
      return indexes.of(this, snapshot);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private PenstockException failure(Exception cause) {
    return new LogFailures(pin.name(), LocalFileIO.path(pin.location())).explain(cause);
  }

  @Override
  public String toString() {
    return pin.name() + " version " + pin.version();
  }
}
