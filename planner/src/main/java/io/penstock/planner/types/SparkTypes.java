package io.penstock.planner.types;

import io.penstock.planner.types.DecimalRules.Decimal;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Which type two types meet in, by Spark's ANSI rules ({@code AnsiTypeCoercion}). */
public final class SparkTypes {
  private static final List<SqlTypeName> INTEGERS =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);
  private static final List<SqlTypeName> DATETIMES =
      List.of(SqlTypeName.DATE, SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

  /** Stands for Spark's INTERVAL of months, days and microseconds, which has no SQL type. */
  static final SqlTypeName CALENDAR_INTERVAL = SqlTypeName.OTHER;

  /** Of intervals, from the widest on. */
  static final List<TimeUnit> INTERVAL_UNITS =
      List.of(
          TimeUnit.YEAR,
          TimeUnit.MONTH,
          TimeUnit.DAY,
          TimeUnit.HOUR,
          TimeUnit.MINUTE,
          TimeUnit.SECOND);

  private SparkTypes() {}

  /** An interval from one unit to another. */
  public static RelDataType interval(RelDataTypeFactory factory, TimeUnit from, TimeUnit to) {
    return factory.createSqlIntervalType(
        new SqlIntervalQualifier(from, from == to ? null : to, SqlParserPos.ZERO));
  }

  /** INTERVAL YEAR TO MONTH or a part of it. */
  public static boolean isYearMonth(RelDataType type) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  /** INTERVAL DAY TO SECOND or a part of it. */
  public static boolean isDayTime(RelDataType type) {
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  /** A decimal's precision and scale, or those of the decimal that holds an integer type. */
  public static Decimal decimal(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT -> new Decimal(3, 0);
      case SMALLINT -> new Decimal(5, 0);
      case INTEGER -> new Decimal(10, 0);
      case BIGINT -> new Decimal(20, 0);
      default -> new Decimal(type.getPrecision(), Math.max(0, type.getScale()));
    };
  }

  public static boolean isInteger(RelDataType type) {
    return INTEGERS.contains(type.getSqlTypeName());
  }

  public static boolean isString(RelDataType type) {
    return SqlTypeUtil.isCharacter(type);
  }

  public static boolean isDatetime(RelDataType type) {
    return DATETIMES.contains(type.getSqlTypeName());
  }

  public static boolean isNull(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.NULL
        || type.getSqlTypeName() == SqlTypeName.UNKNOWN;
  }

  static boolean isFraction(RelDataType type) {
    return SqlTypeUtil.isApproximateNumeric(type);
  }

  /**
   * The type of a column that holds values of both, ignoring nullability; empty if there is none.
   */
  static Optional<RelDataType> wider(RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    if (isNull(a)) {
      return Optional.of(b);
    }
    if (isNull(b)) {
      return Optional.of(a);
    }
    if (isNested(a) || isNested(b)) {
      return widerNested(factory, a, b);
    }
    if (SqlTypeUtil.equalSansNullability(factory, a, b)) {
      return Optional.of(a);
    }
    if (SqlTypeUtil.isNumeric(a) && SqlTypeUtil.isNumeric(b)) {
      return Optional.of(widerNumber(factory, a, b));
    }
    if (isString(a) && isString(b)) {
      return Optional.of(a);
    }
    if (isString(a) || isString(b)) {
      return againstString(factory, isString(a) ? b : a);
    }
    if (isDatetime(a) && isDatetime(b)) {
      boolean zoned =
          a.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
              || b.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
      return Optional.of(
          factory.createSqlType(
              zoned ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP));
    }
    boolean intervals = (isYearMonth(a) && isYearMonth(b)) || (isDayTime(a) && isDayTime(b));
    return intervals ? Optional.of(widerInterval(factory, a, b)) : Optional.empty();
  }

  /** Of arrays, maps and structs, part by part; a struct's fields have the first one's names. */
  private static Optional<RelDataType> widerNested(
      RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    if (a.isStruct() && b.isStruct()) {
      return widerStruct(factory, a, b);
    }
    if (a.getComponentType() != null && b.getComponentType() != null) {
      return widerPart(factory, a.getComponentType(), b.getComponentType())
          .map(element -> factory.createArrayType(element, -1));
    }
    if (a.getKeyType() == null
        || b.getKeyType() == null
        || a.getValueType() == null
        || b.getValueType() == null) {
      return Optional.empty();
    }
    Optional<RelDataType> value = widerPart(factory, a.getValueType(), b.getValueType());
    return widerPart(factory, a.getKeyType(), b.getKeyType())
        .flatMap(key -> value.map(v -> factory.createMapType(key, v)));
  }

  private static Optional<RelDataType> widerStruct(
      RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    if (a.getFieldCount() != b.getFieldCount()) {
      return Optional.empty();
    }
    RelDataTypeFactory.Builder struct = factory.builder().kind(a.getStructKind());
    for (int i = 0; i < a.getFieldCount(); i++) {
      RelDataTypeField first = a.getFieldList().get(i);
      RelDataTypeField second = b.getFieldList().get(i);
      Optional<RelDataType> part = widerPart(factory, first.getType(), second.getType());
      if (part.isEmpty() || !first.getName().equalsIgnoreCase(second.getName())) {
        return Optional.empty();
      }
      struct.add(first.getName(), part.get());
    }
    return Optional.of(struct.build());
  }

  private static Optional<RelDataType> widerPart(
      RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    boolean nullable = a.isNullable() || b.isNullable() || isNull(a) || isNull(b);
    return wider(factory, a, b).map(type -> factory.createTypeWithNullability(type, nullable));
  }

  private static RelDataType widerInterval(
      RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    SqlTypeName first = a.getSqlTypeName();
    SqlTypeName second = b.getSqlTypeName();
    TimeUnit from =
        first.getStartUnit().compareTo(second.getStartUnit()) < 0
            ? first.getStartUnit()
            : second.getStartUnit();
    TimeUnit to =
        first.getEndUnit().compareTo(second.getEndUnit()) > 0
            ? first.getEndUnit()
            : second.getEndUnit();
    return interval(factory, from, to);
  }

  static boolean isNested(RelDataType type) {
    return type.isStruct() || type.getComponentType() != null || type.getKeyType() != null;
  }

  /** A string gives way to the other type; to the widest of its kind if that is a number. */
  private static Optional<RelDataType> againstString(RelDataTypeFactory factory, RelDataType type) {
    if (isInteger(type)) {
      return Optional.of(factory.createSqlType(SqlTypeName.BIGINT));
    }
    if (SqlTypeUtil.isNumeric(type)) {
      return Optional.of(factory.createSqlType(SqlTypeName.DOUBLE));
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          BINARY,
          VARBINARY,
          VARIANT ->
          Optional.of(type);
      default -> Optional.empty();
    };
  }

  private static RelDataType widerNumber(RelDataTypeFactory factory, RelDataType a, RelDataType b) {
    if (isInteger(a) && isInteger(b)) {
      int wider =
          Math.max(INTEGERS.indexOf(a.getSqlTypeName()), INTEGERS.indexOf(b.getSqlTypeName()));
      return factory.createSqlType(INTEGERS.get(wider));
    }
    if (isFraction(a) || isFraction(b)) {
      boolean bothReal =
          a.getSqlTypeName() == SqlTypeName.REAL && b.getSqlTypeName() == SqlTypeName.REAL;
      return factory.createSqlType(bothReal ? SqlTypeName.REAL : SqlTypeName.DOUBLE);
    }
    Decimal wider = DecimalRules.wider(decimal(a), decimal(b));
    return factory.createSqlType(SqlTypeName.DECIMAL, wider.precision(), wider.scale());
  }
}
