package io.penstock.planner.catalog;

import io.delta.kernel.Snapshot;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.penstock.planner.pruning.IndexedColumn;
import io.penstock.planner.pruning.IndexedColumn.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of a table whose bounds a log may hold: top-level ones and fields of structs, of
 * atomic types. Not those within arrays and maps.
 */
final class IndexedColumns {
  private static final String PHYSICAL_NAME = "delta.columnMapping.physicalName";
  private static final String MAPPING_MODE = "delta.columnMapping.mode";

  /** Where Spark keeps what a string was declared as. */
  private static final String DECLARED_TYPE = "__CHAR_VARCHAR_TYPE_STRING";

  private static final Pattern VARCHAR = Pattern.compile("varchar\\(\\d+\\)");

  private static final Map<Class<? extends DataType>, Kind> KINDS =
      Map.ofEntries(
          Map.entry(ByteType.class, Kind.INTEGER),
          Map.entry(ShortType.class, Kind.INTEGER),
          Map.entry(IntegerType.class, Kind.INTEGER),
          Map.entry(LongType.class, Kind.INTEGER),
          Map.entry(DecimalType.class, Kind.DECIMAL),
          Map.entry(FloatType.class, Kind.FLOATING),
          Map.entry(DoubleType.class, Kind.FLOATING),
          Map.entry(BooleanType.class, Kind.BOOLEAN),
          Map.entry(DateType.class, Kind.DATE),
          Map.entry(TimestampType.class, Kind.TIMESTAMP),
          Map.entry(TimestampNTZType.class, Kind.TIMESTAMP_NTZ));

  private final boolean mapped;
  private final Set<String> partitionColumns;
  private final List<IndexedColumn> columns = new ArrayList<>();

  private IndexedColumns(Snapshot snapshot) {
    this.mapped = !snapshot.getTableProperties().getOrDefault(MAPPING_MODE, "none").equals("none");
    this.partitionColumns = new HashSet<>(snapshot.getPartitionColumnNames());
  }

  static List<IndexedColumn> of(Snapshot snapshot) {
    IndexedColumns columns = new IndexedColumns(snapshot);
    columns.add(List.of(), List.of(), snapshot.getSchema(), false);
    return columns.columns;
  }

  private void add(
      List<String> parent, List<String> physicalParent, StructType struct, boolean padded) {
    for (StructField field : struct.fields()) {
      List<String> path = append(parent, field.getName());
      List<String> physicalPath = append(physicalParent, physicalName(field));
      boolean withChars = padded || isDeclaredWithChars(field);
      DataType type = field.getDataType();
      if (type instanceof StructType nested) {
        add(path, physicalPath, nested, withChars);
      } else if (type instanceof StringType string) {
        Kind kind = withChars || !string.isUTF8BinaryCollated() ? Kind.OTHER : Kind.STRING;
        add(path, physicalPath, kind);
      } else if (KINDS.containsKey(type.getClass())) {
        add(path, physicalPath, KINDS.getOrDefault(type.getClass(), Kind.OTHER));
      }
    }
  }

  private void add(List<String> path, List<String> physicalPath, Kind kind) {
    boolean partition = path.size() == 1 && partitionColumns.contains(path.get(0));
    columns.add(new IndexedColumn(path, physicalPath, kind, partition));
  }

  private String physicalName(StructField field) {
    return mapped && field.getMetadata().contains(PHYSICAL_NAME)
        ? field.getMetadata().getString(PHYSICAL_NAME)
        : field.getName();
  }

  /** Spark compares CHAR values as if they were padded. */
  private static boolean isDeclaredWithChars(StructField field) {
    return field.getMetadata().contains(DECLARED_TYPE)
        && !VARCHAR.matcher(field.getMetadata().getString(DECLARED_TYPE)).matches();
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
