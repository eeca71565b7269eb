package io.penstock.planner.types;

import io.penstock.planner.types.DecimalRules.Decimal;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Which type two types meet in, by Spark's ANSI rules ({@code AnsiTypeCoercion}). */
public final class SparkTypes {
  private static final List<SqlTypeName> INTEGERS =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);
  private static final List<SqlTypeName> DATETIMES =
      List.of(SqlTypeName.DATE, SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

  private SparkTypes() {}

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
    if (isNull(b) || SqlTypeUtil.equalSansNullability(factory, a, b)) {
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
    return Optional.empty();
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
      case BOOLEAN, DATE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, BINARY, VARBINARY ->
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
