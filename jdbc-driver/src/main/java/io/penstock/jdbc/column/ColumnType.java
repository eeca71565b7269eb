package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What JDBC is told of a column.
 *
 * @param jdbcType one of {@link Types}
 * @param name the type's name in Spark SQL, without precision; whole for nested types
 * @param javaType what {@code getObject} returns
 * @param precision digits, characters or bytes
 * @param scale digits after the point
 * @param displaySize characters that the longest value needs
 * @param signed whether it is a signed number
 */
public record ColumnType(
    int jdbcType,
    String name,
    Class<?> javaType,
    int precision,
    int scale,
    int displaySize,
    boolean signed) {

  /** The size of what has no limit. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** The type of a field of an Arrow schema. */
  public static ColumnType of(Field field) {
    ArrowType type = field.getType();
    if (field.getDictionary() != null) {
      throw new IllegalArgumentException(
          "Column " + field.getName() + " is dictionary-encoded, which this driver cannot read");
    }
    if (type instanceof ArrowType.Int whole) {
      return wholeNumber(whole.getBitWidth(), whole.getIsSigned());
    }
    if (type instanceof ArrowType.FloatingPoint floating) {
      return floating.getPrecision() == FloatingPointPrecision.DOUBLE
          ? new ColumnType(Types.DOUBLE, "DOUBLE", Double.class, 15, 0, 24, true)
          : new ColumnType(Types.REAL, "FLOAT", Float.class, 7, 0, 15, true);
    }
    if (type instanceof ArrowType.Decimal decimal) {
      return decimal(decimal.getPrecision(), decimal.getScale());
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      String name = timestamp.getTimezone() == null ? "TIMESTAMP_NTZ" : "TIMESTAMP";
      return new ColumnType(Types.TIMESTAMP, name, Timestamp.class, 26, 6, 26, false);
    }
    if (type instanceof ArrowType.Interval interval) {
      return interval(interval.getUnit());
    }
    return ofOther(field, type);
  }

  private static ColumnType ofOther(Field field, ArrowType type) {
    return switch (type.getTypeID()) {
      case Utf8, LargeUtf8, Utf8View -> text("STRING");
      case Bool -> new ColumnType(Types.BOOLEAN, "BOOLEAN", Boolean.class, 1, 0, 5, false);
      case Date -> new ColumnType(Types.DATE, "DATE", Date.class, 10, 0, 10, false);
      case Time -> new ColumnType(Types.TIME, "TIME", Time.class, 15, 6, 15, false);
      case Binary, LargeBinary, BinaryView, FixedSizeBinary ->
          new ColumnType(Types.VARBINARY, "BINARY", byte[].class, UNLIMITED, 0, UNLIMITED, false);
      case List, LargeList, FixedSizeList -> nested(Types.ARRAY, field, Array.class);
      case Struct -> isVariant(field) ? text("VARIANT") : nested(Types.STRUCT, field, Struct.class);
      case Map -> nested(Types.JAVA_OBJECT, field, Map.class);
      case Duration ->
          new ColumnType(Types.OTHER, "INTERVAL DAY TO SECOND", Duration.class, 0, 6, 40, false);
      case Null -> new ColumnType(Types.NULL, "VOID", Object.class, 0, 0, 4, false);
      default ->
          throw new IllegalArgumentException(
              "Column " + field.getName() + " has a type that this driver cannot read: " + type);
    };
  }

  private static ColumnType wholeNumber(int bits, boolean signed) {
    if (!signed) {
      return switch (bits) {
        case 8 -> new ColumnType(Types.SMALLINT, "SMALLINT", Integer.class, 3, 0, 3, false);
        case 16 -> new ColumnType(Types.INTEGER, "INT", Integer.class, 5, 0, 5, false);
        case 32 -> new ColumnType(Types.BIGINT, "BIGINT", Long.class, 10, 0, 10, false);
        default -> decimal(20, 0);
      };
    }
    return switch (bits) {
      case 8 -> new ColumnType(Types.TINYINT, "TINYINT", Integer.class, 3, 0, 4, true);
      case 16 -> new ColumnType(Types.SMALLINT, "SMALLINT", Integer.class, 5, 0, 6, true);
      case 32 -> new ColumnType(Types.INTEGER, "INT", Integer.class, 10, 0, 11, true);
      default -> new ColumnType(Types.BIGINT, "BIGINT", Long.class, 19, 0, 20, true);
    };
  }

  private static ColumnType decimal(int precision, int scale) {
    int display = precision + (scale > 0 ? 2 : 1);
    return new ColumnType(
        Types.DECIMAL, "DECIMAL", BigDecimal.class, precision, scale, display, true);
  }

  private static ColumnType text(String name) {
    return new ColumnType(Types.VARCHAR, name, String.class, UNLIMITED, 0, UNLIMITED, false);
  }

  private static ColumnType interval(IntervalUnit unit) {
    return switch (unit) {
      case YEAR_MONTH ->
          new ColumnType(Types.OTHER, "INTERVAL YEAR TO MONTH", Period.class, 0, 0, 40, false);
      case DAY_TIME ->
          new ColumnType(Types.OTHER, "INTERVAL DAY TO SECOND", Duration.class, 0, 6, 40, false);
      case MONTH_DAY_NANO ->
          new ColumnType(Types.OTHER, "INTERVAL", PeriodDuration.class, 0, 6, 60, false);
    };
  }

  private static ColumnType nested(int jdbcType, Field field, Class<?> javaType) {
    return new ColumnType(jdbcType, fullName(field), javaType, UNLIMITED, 0, UNLIMITED, false);
  }

  /** A variant travels as a struct of its two binary parts, of which the second has a mark. */
  static boolean isVariant(Field field) {
    return field.getChildren().stream()
        .anyMatch(part -> "true".equals(part.getMetadata().get("variant")));
  }

  /** The type as Spark SQL writes it, with precision and elements: {@code ARRAY<DECIMAL(5,2)>}. */
  public static String fullName(Field field) {
    return switch (field.getType().getTypeID()) {
      case List, LargeList, FixedSizeList -> "ARRAY<" + fullName(field.getChildren().get(0)) + ">";
      case Map -> {
        Field entries = field.getChildren().get(0);
        yield "MAP<"
            + fullName(entries.getChildren().get(0))
            + ","
            + fullName(entries.getChildren().get(1))
            + ">";
      }
      case Struct ->
          isVariant(field)
              ? "VARIANT"
              : field.getChildren().stream()
                  .map(child -> child.getName() + ":" + fullName(child))
                  .collect(Collectors.joining(",", "STRUCT<", ">"));
      default -> {
        ColumnType type = of(field);
        yield type.jdbcType == Types.DECIMAL
            ? "DECIMAL(" + type.precision + "," + type.scale + ")"
            : type.name;
      }
    };
  }
}
