package io.penstock.planner.pruning;

import java.util.List;

/**
 * A column of which the log may know bounds: at the top level, or a field of a struct.
 *
 * @param path logical names, from the top level
 * @param physicalPath the names that the statistics and partition values have
 * @param kind how its values are written in the log and compared
 * @param partition whether its value is the same in a whole file
 */
public record IndexedColumn(
    List<String> path, List<String> physicalPath, Kind kind, boolean partition) {

  public IndexedColumn {
    path = List.copyOf(path);
    physicalPath = List.copyOf(physicalPath);
  }

  /** What is known of a column's type. */
  public enum Kind {
    INTEGER,
    DECIMAL,
    /** Of four bytes or eight. */
    FLOATING,
    /** Compared byte by byte: of the default collation, and not CHAR, which is padded. */
    STRING,
    DATE,
    TIMESTAMP,
    TIMESTAMP_NTZ,
    BOOLEAN,
    /** One of which only nulls are counted. */
    OTHER
  }
}
