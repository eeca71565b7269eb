package io.penstock.planner.types;

import static org.apache.calcite.avatica.util.TimeUnit.DAY;
import static org.apache.calcite.avatica.util.TimeUnit.MONTH;
import static org.apache.calcite.avatica.util.TimeUnit.SECOND;
import static org.apache.calcite.avatica.util.TimeUnit.YEAR;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Between Arrow's types and Calcite's, both as Spark uses them: its {@code ArrowUtils} one way, the
 * {@link SparkTypeFactory} the other.
 */
public final class ArrowTypes {
  private static final String ELEMENT = "element";
  private static final String ENTRIES = "entries";
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private static final String VARIANT = "variant";

  /** A variant travels as its two binary parts; the mark tells it from a struct of that shape. */
  private static final List<Field> VARIANT_PARTS =
      List.of(
          new Field(VALUE, FieldType.notNullable(ArrowType.Binary.INSTANCE), List.of()),
          new Field(
              "metadata",
              new FieldType(false, ArrowType.Binary.INSTANCE, null, Map.of(VARIANT, "true")),
              List.of()));

  private ArrowTypes() {}

  /** Whether a struct is a variant. */
  public static boolean isVariant(Field field) {
    return field.getType() instanceof ArrowType.Struct
        && field.getChildren().stream()
            .anyMatch(part -> "true".equals(part.getMetadata().get(VARIANT)));
  }

  /** An Arrow field of this name and type. */
  public static Field toArrow(String name, RelDataType type) {
    boolean nullable = type.isNullable() || SparkTypes.isNull(type);
    if (type.isStruct()) {
      List<Field> children = new ArrayList<>();
      for (RelDataTypeField child : type.getFieldList()) {
        children.add(toArrow(child.getName(), child.getType()));
      }
      return field(name, nullable, ArrowType.Struct.INSTANCE, children);
    }
    return switch (type.getSqlTypeName()) {
      case VARIANT -> field(name, nullable, ArrowType.Struct.INSTANCE, VARIANT_PARTS);
      case ARRAY, MULTISET ->
          field(
              name, nullable, ArrowType.List.INSTANCE, List.of(toArrow(ELEMENT, component(type))));
      case MAP -> {
        Field key = toArrow(KEY, mapKey(type));
        Field value = toArrow(VALUE, mapValue(type));
        Field entries =
            field(
                ENTRIES,
                false,
                ArrowType.Struct.INSTANCE,
                List.of(
                    new Field(KEY, FieldType.notNullable(key.getType()), key.getChildren()),
                    value));
        yield field(name, nullable, new ArrowType.Map(false), List.of(entries));
      }
      default -> field(name, nullable, primitive(type), List.of());
    };
  }

  private static ArrowType primitive(RelDataType type) {
    if (SqlTypeUtil.isInterval(type)) {
      return SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName())
          ? new ArrowType.Interval(IntervalUnit.YEAR_MONTH)
          : new ArrowType.Duration(TimeUnit.MICROSECOND);
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case TINYINT -> new ArrowType.Int(8, true);
      case SMALLINT -> new ArrowType.Int(16, true);
      case INTEGER -> new ArrowType.Int(32, true);
      case BIGINT -> new ArrowType.Int(64, true);
      case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT, DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DECIMAL -> new ArrowType.Decimal(type.getPrecision(), type.getScale(), 128);
      case CHAR, VARCHAR -> ArrowType.Utf8.INSTANCE;
      case BINARY, VARBINARY -> ArrowType.Binary.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case TIME -> new ArrowType.Time(TimeUnit.NANOSECOND, 64);
      case OTHER -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
      case NULL -> ArrowType.Null.INSTANCE;
      default ->
          throw new PenstockException(
              ErrorCode.UNSUPPORTED_FEATURE,
              "A column of type " + type.getFullTypeString() + " cannot be planned.");
    };
  }

  private static Field field(String name, boolean nullable, ArrowType type, List<Field> children) {
    return new Field(name, new FieldType(nullable, type, null), children);
  }

  /** The type of a table's column. */
  public static RelDataType toCalcite(Field field, RelDataTypeFactory factory) {
    return factory.createTypeWithNullability(
        toCalciteSansNullability(field, factory), field.isNullable());
  }

  private static RelDataType toCalciteSansNullability(Field field, RelDataTypeFactory factory) {
    ArrowType type = field.getType();
    if (type instanceof ArrowType.Decimal decimal) {
      return factory.createSqlType(SqlTypeName.DECIMAL, decimal.getPrecision(), decimal.getScale());
    }
    if (type instanceof ArrowType.List) {
      return factory.createArrayType(toCalcite(field.getChildren().get(0), factory), -1);
    }
    if (type instanceof ArrowType.Map) {
      List<Field> entry = field.getChildren().get(0).getChildren();
      return factory.createMapType(
          toCalcite(entry.get(0), factory), toCalcite(entry.get(1), factory));
    }
    if (isVariant(field)) {
      return factory.createSqlType(SqlTypeName.VARIANT);
    }
    if (type instanceof ArrowType.Struct) {
      // Of this kind a field can be named without the table before it, as in Spark.
      RelDataTypeFactory.Builder struct = factory.builder().kind(StructKind.PEEK_FIELDS_NO_EXPAND);
      for (Field child : field.getChildren()) {
        struct.add(child.getName(), toCalcite(child, factory));
      }
      return struct.build();
    }
    if (type instanceof ArrowType.Duration) {
      return SparkTypes.interval(factory, DAY, SECOND);
    }
    if (type instanceof ArrowType.Interval interval) {
      return interval.getUnit() == IntervalUnit.YEAR_MONTH
          ? SparkTypes.interval(factory, YEAR, MONTH)
          : factory.createSqlType(SparkTypes.CALENDAR_INTERVAL);
    }
    return factory.createSqlType(primitive(type));
  }

  private static SqlTypeName primitive(ArrowType type) {
    if (type instanceof ArrowType.Int integer) {
      return switch (integer.getBitWidth()) {
        case 8 -> SqlTypeName.TINYINT;
        case 16 -> SqlTypeName.SMALLINT;
        case 32 -> SqlTypeName.INTEGER;
        default -> SqlTypeName.BIGINT;
      };
    }
    if (type instanceof ArrowType.FloatingPoint number) {
      return number.getPrecision() == FloatingPointPrecision.SINGLE
          ? SqlTypeName.REAL
          : SqlTypeName.DOUBLE;
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return timestamp.getTimezone() == null
          ? SqlTypeName.TIMESTAMP
          : SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }
    return switch (type.getTypeID()) {
      case Bool -> SqlTypeName.BOOLEAN;
      case Utf8 -> SqlTypeName.VARCHAR;
      case Binary -> SqlTypeName.VARBINARY;
      case Date -> SqlTypeName.DATE;
      case Time -> SqlTypeName.TIME;
      case Null -> SqlTypeName.NULL;
      default -> throw new IllegalArgumentException("no Calcite type for " + type);
    };
  }

  private static RelDataType component(RelDataType type) {
    return required(type.getComponentType(), type);
  }

  private static RelDataType mapKey(RelDataType type) {
    return required(type.getKeyType(), type);
  }

  private static RelDataType mapValue(RelDataType type) {
    return required(type.getValueType(), type);
  }

  private static RelDataType required(@Nullable RelDataType part, RelDataType type) {
    if (part == null) {
      throw new IllegalArgumentException("incomplete type " + type.getFullTypeString());
    }
    return part;
  }
}
