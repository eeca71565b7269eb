package io.penstock.planner.types;

import io.penstock.planner.types.DecimalRules.Decimal;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Limits and derived types as Spark has them. Stateless. */
public final class SparkTypeSystem extends RelDataTypeSystemImpl {
  public static final SparkTypeSystem INSTANCE = new SparkTypeSystem();

  /** Of timestamps: microseconds. */
  static final int FRACTION_DIGITS = 6;

  private SparkTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> DecimalRules.MAX_PRECISION;
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIME -> FRACTION_DIGITS;
      default -> super.getMaxPrecision(typeName);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName typeName) {
    return typeName == SqlTypeName.DECIMAL
        ? DecimalRules.MAX_PRECISION
        : super.getMaxScale(typeName);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> 10;
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIME -> FRACTION_DIGITS;
      case CHAR, VARCHAR, BINARY, VARBINARY -> RelDataType.PRECISION_NOT_SPECIFIED;
      default -> super.getDefaultPrecision(typeName);
    };
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    return nullable(factory, sumType(factory, argument));
  }

  private static RelDataType sumType(RelDataTypeFactory factory, RelDataType argument) {
    if (SqlTypeUtil.isDecimal(argument)) {
      return create(factory, DecimalRules.sum(SparkTypes.decimal(argument)));
    }
    if (SqlTypeUtil.isInterval(argument)) {
      return argument;
    }
    return factory.createSqlType(
        SqlTypeUtil.isIntType(argument) ? SqlTypeName.BIGINT : SqlTypeName.DOUBLE);
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    if (SqlTypeUtil.isDecimal(argument)) {
      return nullable(factory, create(factory, DecimalRules.average(SparkTypes.decimal(argument))));
    }
    return nullable(
        factory,
        SqlTypeUtil.isInterval(argument) ? argument : factory.createSqlType(SqlTypeName.DOUBLE));
  }

  @Override
  public RelDataType deriveCovarType(
      RelDataTypeFactory factory, RelDataType first, RelDataType second) {
    return nullable(factory, factory.createSqlType(SqlTypeName.DOUBLE));
  }

  @Override
  public RelDataType deriveRankType(RelDataTypeFactory factory) {
    return factory.createSqlType(SqlTypeName.INTEGER);
  }

  @Override
  public RelDataType deriveFractionalRankType(RelDataTypeFactory factory) {
    return factory.createSqlType(SqlTypeName.DOUBLE);
  }

  @Override
  public boolean isSchemaCaseSensitive() {
    return false;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  private static RelDataType create(RelDataTypeFactory factory, Decimal decimal) {
    return factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
  }

  private static RelDataType nullable(RelDataTypeFactory factory, RelDataType type) {
    return factory.createTypeWithNullability(type, true);
  }
}
