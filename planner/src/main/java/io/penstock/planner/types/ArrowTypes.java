package io.penstock.planner.types;

import java.util.ArrayList;
import java.util.List;
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

  private ArrowTypes() {}

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
      case NULL -> ArrowType.Null.INSTANCE;
      default ->
          throw new IllegalArgumentException("no Arrow type for " + type.getFullTypeString());
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
    if (type instanceof ArrowType.Struct) {
      // Of this kind a field can be named without the table before it, as in Spark.
      RelDataTypeFactory.Builder struct = factory.builder().kind(StructKind.PEEK_FIELDS_NO_EXPAND);
      for (Field child : field.getChildren()) {
        struct.add(child.getName(), toCalcite(child, factory));
      }
      return struct.build();
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
