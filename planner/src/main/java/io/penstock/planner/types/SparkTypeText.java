package io.penstock.planner.types;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;

/** Types as Spark's DESCRIBE writes them ({@code DataType.simpleString}). */
public final class SparkTypeText {
  private SparkTypeText() {}

  /** For instance {@code decimal(15,2)} or {@code array<struct<a:int>>}. */
  public static String of(Field field) {
    ArrowType type = field.getType();
    List<Field> children = field.getChildren();
    if (type instanceof ArrowType.List) {
      return "array<" + of(children.get(0)) + ">";
    }
    if (type instanceof ArrowType.Map) {
      List<Field> entry = children.get(0).getChildren();
      return "map<" + of(entry.get(0)) + "," + of(entry.get(1)) + ">";
    }
    if (type instanceof ArrowType.Struct) {
      return ArrowTypes.isVariant(field)
          ? "variant"
          : children.stream()
              .map(c -> c.getName() + ":" + of(c))
              .collect(Collectors.joining(",", "struct<", ">"));
    }
    return primitive(type);
  }

  /** A type of intervals with the fields that it has, which Arrow does not tell. */
  public static String interval(RelDataType type) {
    TimeUnit first = type.getSqlTypeName().getStartUnit();
    TimeUnit last = type.getSqlTypeName().getEndUnit();
    return "INTERVAL " + first + (first == last ? "" : " TO " + last);
  }

  private static String primitive(ArrowType type) {
    if (type instanceof ArrowType.Int integer) {
      return switch (integer.getBitWidth()) {
        case 8 -> "tinyint";
        case 16 -> "smallint";
        case 32 -> "int";
        default -> "bigint";
      };
    }
    if (type instanceof ArrowType.FloatingPoint number) {
      return number.getPrecision() == FloatingPointPrecision.SINGLE ? "float" : "double";
    }
    if (type instanceof ArrowType.Decimal decimal) {
      return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return timestamp.getTimezone() == null ? "timestamp_ntz" : "timestamp";
    }
    if (type instanceof ArrowType.Interval interval) {
      return interval.getUnit() == IntervalUnit.YEAR_MONTH ? "interval year to month" : "interval";
    }
    return switch (type.getTypeID()) {
      case Bool -> "boolean";
      case Utf8 -> "string";
      case Binary -> "binary";
      case Date -> "date";
      case Time -> "time(6)";
      case Duration -> "interval day to second";
      case Null -> "void";
      default -> type.toString();
    };
  }
}
