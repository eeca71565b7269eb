package io.penstock.planner.types;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes Calcite types that stand for Spark's: STRING is an unbounded VARCHAR (and so is every
 * CHAR), FLOAT is REAL, TIMESTAMP is TIMESTAMP WITH LOCAL TIME ZONE, TIMESTAMP_NTZ is TIMESTAMP.
 */
public final class SparkTypeFactory extends SqlTypeFactoryImpl {
  public SparkTypeFactory() {
    super(SparkTypeSystem.INSTANCE);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName) {
    return switch (typeName) {
      case CHAR -> createSqlType(SqlTypeName.VARCHAR);
      case BINARY -> createSqlType(SqlTypeName.VARBINARY);
      case FLOAT -> createSqlType(SqlTypeName.REAL);
      default -> super.createSqlType(typeName);
    };
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName, int precision) {
    return switch (typeName) {
      case CHAR, VARCHAR ->
          super.createSqlType(SqlTypeName.VARCHAR, RelDataType.PRECISION_NOT_SPECIFIED);
      case BINARY, VARBINARY ->
          super.createSqlType(SqlTypeName.VARBINARY, RelDataType.PRECISION_NOT_SPECIFIED);
      case FLOAT -> createSqlType(SqlTypeName.REAL);
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          super.createSqlType(typeName, SparkTypeSystem.FRACTION_DIGITS);
      default -> super.createSqlType(typeName, precision);
    };
  }

  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    boolean known = types.stream().noneMatch(SparkTypeFactory::isOfCalcite);
    if (!known || types.isEmpty()) {
      return super.leastRestrictive(types, mappingRule);
    }
    Optional<RelDataType> wider = Optional.of(types.get(0));
    boolean nullable = false;
    for (RelDataType type : types) {
      wider = wider.flatMap(w -> SparkTypes.wider(this, w, type));
      nullable |= type.isNullable() || SparkTypes.isNull(type);
    }
    if (wider.isEmpty()) {
      return null;
    }
    return createTypeWithNullability(wider.get(), nullable);
  }

  /** Rows, whose fields meet by their places whatever their names are, and the type of anything. */
  private static boolean isOfCalcite(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.ANY
        || (type.isStruct() && type.getStructKind() == StructKind.FULLY_QUALIFIED);
  }
}
