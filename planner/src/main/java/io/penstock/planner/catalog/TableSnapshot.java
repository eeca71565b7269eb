package io.penstock.planner.catalog;

import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.pruning.DataFile;
import io.penstock.planner.pruning.FileIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.Schema;

/** One version of a table, from its Delta log. Immutable and thread-safe. */
public interface TableSnapshot {
  /** Name, location (a URI) and version. */
  TablePin pin();

  /**
   * Columns with the Arrow types that an engine would give them (TIMESTAMP as microseconds in UTC);
   * a column's comment is in its metadata under {@code comment}.
   */
  Schema schema();

  /** Logical names, in order. */
  List<String> partitionColumns();

  /**
   * Logical names of the columns by which files are clustered, in order; a field's inside a column
   * has points in it.
   */
  List<String> clusteringColumns();

  /** What the table's author says of it. */
  Optional<String> comment();

  /** The table's properties, as the log has them. */
  Map<String, String> properties();

  /** Data files, bytes and rows; read from the log on first use, then kept. */
  FileTotals totals();

  /**
   * What the log says of each data file; empty if there are too many of them to keep. Read from the
   * log on first use.
   */
  Optional<FileIndex> files();

  /**
   * What an engine needs to read only these files of {@link #files}, without the log.
   *
   * @return empty if the engine has to look for itself: they are too many, or the table has
   *     features of which the log tells more
   */
  Optional<TableFiles> reading(List<DataFile> only);

  /**
   * @param rows rows that are not deleted, if every file's statistics count them
   */
  record FileTotals(long files, long bytes, OptionalLong rows) {
    /** Adds up. */
    public static FileTotals of(List<DataFile> files) {
      long bytes = 0;
      OptionalLong rows = OptionalLong.of(0);
      for (DataFile file : files) {
        bytes += file.size();
        rows =
            rows.isPresent() && file.rows().isPresent()
                ? OptionalLong.of(rows.getAsLong() + file.rows().getAsLong())
                : OptionalLong.empty();
      }
      return new FileTotals(files.size(), bytes, rows);
    }
  }
}
