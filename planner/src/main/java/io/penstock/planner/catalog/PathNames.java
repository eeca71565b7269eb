package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.Locale;
import java.util.Set;

/**
 * Names that are paths: {@code delta.`/folder`} for a Delta table, {@code csv.`/folder`} for files.
 * No table's name holds a slash, so there is no doubt which is meant.
 */
public final class PathNames {
  private static final String DELTA = "delta";
  private static final Set<String> FILE_FORMATS = Set.of("csv", "json", "orc", "parquet", "text");

  private PathNames() {}

  /** Whether a path may stand behind this name in place of a table. */
  public static boolean isFormat(String schema) {
    String format = format(schema);
    return format.equals(DELTA) || FILE_FORMATS.contains(format);
  }

  /** Whether the name is a path. */
  public static boolean isPath(TableName name) {
    return name.table().indexOf('/') >= 0 && isFormat(name.schema());
  }

  static boolean isDelta(TableName name) {
    return format(name.schema()).equals(DELTA);
  }

  static String format(String schema) {
    return schema.toLowerCase(Locale.ROOT);
  }
}
