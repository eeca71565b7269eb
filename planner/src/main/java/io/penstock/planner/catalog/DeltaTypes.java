package io.penstock.planner.catalog;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.types.VariantType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Delta types as the Arrow types that Spark's {@code ArrowUtils.toArrowSchema} gives them. */
final class DeltaTypes {
  /** Where a column's comment is, in Delta's metadata and in Arrow's. */
  private static final String COMMENT = "comment";

  private static final Map<Class<? extends DataType>, ArrowType> PRIMITIVES =
      Map.ofEntries(
          Map.entry(BooleanType.class, ArrowType.Bool.INSTANCE),
          Map.entry(ByteType.class, new ArrowType.Int(8, true)),
          Map.entry(ShortType.class, new ArrowType.Int(16, true)),
          Map.entry(IntegerType.class, new ArrowType.Int(32, true)),
          Map.entry(LongType.class, new ArrowType.Int(64, true)),
          Map.entry(FloatType.class, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
          Map.entry(DoubleType.class, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
          Map.entry(StringType.class, ArrowType.Utf8.INSTANCE),
          Map.entry(BinaryType.class, ArrowType.Binary.INSTANCE),
          Map.entry(DateType.class, new ArrowType.Date(DateUnit.DAY)),
          Map.entry(TimestampType.class, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
          Map.entry(TimestampNTZType.class, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)));

  private DeltaTypes() {}

  static Schema toArrow(StructType schema) {
    return new Schema(schema.fields().stream().map(DeltaTypes::toArrow).toList());
  }

  private static Field toArrow(StructField field) {
    String comment =
        field.getMetadata().contains(COMMENT) ? field.getMetadata().getString(COMMENT) : null;
    return toArrow(
        field.getName(),
        field.getDataType(),
        field.isNullable(),
        Optional.ofNullable(comment).map(c -> Map.of(COMMENT, c)).orElse(Map.of()));
  }

  private static Field toArrow(
      String name, DataType type, boolean nullable, Map<String, String> metadata) {
    ArrowType primitive = PRIMITIVES.get(type.getClass());
    if (primitive != null) {
      return field(name, primitive, nullable, metadata, List.of());
    }
    if (type instanceof DecimalType decimal) {
      ArrowType arrow = new ArrowType.Decimal(decimal.getPrecision(), decimal.getScale(), 128);
      return field(name, arrow, nullable, metadata, List.of());
    }
    if (type instanceof ArrayType array) {
      Field element = toArrow("element", array.getElementType(), array.containsNull(), Map.of());
      return field(name, ArrowType.List.INSTANCE, nullable, metadata, List.of(element));
    }
    if (type instanceof StructType struct) {
      List<Field> children = new ArrayList<>();
      for (StructField child : struct.fields()) {
        children.add(toArrow(child));
      }
      return field(name, ArrowType.Struct.INSTANCE, nullable, metadata, children);
    }
    if (type instanceof MapType map) {
      Field key = toArrow("key", map.getKeyType(), false, Map.of());
      Field value = toArrow("value", map.getValueType(), map.isValueContainsNull(), Map.of());
      Field entries =
          field("entries", ArrowType.Struct.INSTANCE, false, Map.of(), List.of(key, value));
      return field(name, new ArrowType.Map(false), nullable, metadata, List.of(entries));
    }
    if (type instanceof VariantType) {
      Field value = field("value", ArrowType.Binary.INSTANCE, false, Map.of(), List.of());
      Field meta =
          field("metadata", ArrowType.Binary.INSTANCE, false, Map.of("variant", "true"), List.of());
      return field(name, ArrowType.Struct.INSTANCE, nullable, metadata, List.of(value, meta));
    }
    throw new UnsupportedColumnType(name, type.toString());
  }

  private static Field field(
      String name,
      ArrowType type,
      boolean nullable,
      Map<String, String> metadata,
      List<Field> children) {
    return new Field(name, new FieldType(nullable, type, null, metadata), children);
  }

  /** A column of a type that no engine here can read. */
  static final class UnsupportedColumnType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedColumnType(String column, String type) {
      super("column " + column + " of type " + type);
    }
  }
}
