package io.penstock.planner.pruning;

import io.penstock.planner.pruning.IndexedColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data files of one version of a table, and what the log says of their contents. Immutable but
 * for bounds of columns, which are read from the statistics when they are asked for first.
 * Thread-safe.
 */
public final class FileIndex {
  /** Written for a null by Hive; to Delta, a string like others. */
  private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  private final List<DataFile> files;
  private final Map<List<String>, IndexedColumn> columns;
  private final Map<List<String>, Bounds> bounds = new ConcurrentHashMap<>();

  public FileIndex(List<DataFile> files, List<IndexedColumn> columns) {
    this.files = List.copyOf(files);
    this.columns =
        columns.stream().collect(Collectors.toUnmodifiableMap(IndexedColumn::path, c -> c));
  }

  /** All of them. */
  public List<DataFile> files() {
    return files;
  }

  /** Those in which there may be rows that the filter lets pass, in the same order. */
  public List<DataFile> matching(ScanFilter filter) {
    if (filter.isEverything()) {
      return files;
    }
    FilePredicate predicate = filter.on(this);
    List<DataFile> matching = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      if ((predicate.outcomes(file) & Outcomes.TRUE) != 0) {
        matching.add(files.get(file));
      }
    }
    return matching;
  }

  /**
   * What is known of a column.
   *
   * @param path logical names
   * @return null if nothing is known
   */
  @Nullable Bounds bounds(List<String> path) {
    IndexedColumn column = columns.get(path);
    return column == null ? null : bounds.computeIfAbsent(path, p -> read(column));
  }

  private Bounds read(IndexedColumn column) {
    Domain domain = LogValues.domain(column.kind());
    // Nothing is compared with values of no domain: they have no bounds.
    Bounds read =
        Bounds.unknown(
            domain == null ? Domain.TEXT : domain, files.size(), column.kind() == Kind.FLOATING);
    for (int file = 0; file < files.size(); file++) {
      DataFile data = files.get(file);
      if (column.partition()) {
        partition(read, file, data, column);
      } else if (data.stats().isPresent()) {
        statistics(
            read,
            file,
            FileStatistics.read(data.stats().get(), column.physicalPath()),
            column.kind());
      }
    }
    return read;
  }

  private static void partition(Bounds read, int file, DataFile data, IndexedColumn column) {
    String name = column.physicalPath().get(0);
    String text = data.partitionValues().get(name);
    if (text == null) {
      boolean isNull = data.partitionValues().containsKey(name);
      read.setContents(file, true, !isNull);
    } else if (!text.isEmpty() && !text.equals(HIVE_NULL)) {
      Object value = LogValues.partitionValue(column.kind(), text);
      read.setValues(file, value, value);
      read.setContents(file, value == null, true);
    }
  }

  private static void statistics(Bounds read, int file, FileStatistics statistics, Kind kind) {
    if (statistics.records().isPresent() && statistics.nulls().isPresent()) {
      long nulls = statistics.nulls().getAsLong();
      read.setContents(file, nulls > 0, nulls != statistics.records().getAsLong());
    }
    FileStatistics.Value low = statistics.low();
    FileStatistics.Value high = statistics.high();
    read.setValues(
        file,
        low == null ? null : LogValues.low(kind, low.text(), low.quoted()),
        high == null ? null : LogValues.high(kind, high.text(), high.quoted()));
  }
}
