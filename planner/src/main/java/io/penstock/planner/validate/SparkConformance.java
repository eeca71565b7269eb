package io.penstock.planner.validate;

import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/**
 * What of SQL's variants is allowed: Babel's leniency, but every column must be grouped or
 * aggregated (Calcite's non-strict mode gives false answers about GROUPING).
 */
final class SparkConformance extends SqlDelegatingConformance {
  static final SparkConformance INSTANCE = new SparkConformance();

  private SparkConformance() {
    super(SqlConformanceEnum.BABEL);
  }

  @Override
  public boolean isNonStrictGroupBy() {
    return false;
  }

  @Override
  public boolean allowNiladicParentheses() {
    return true;
  }

  @Override
  public boolean isLimitStartCountAllowed() {
    return false;
  }

  @Override
  public boolean isOffsetLimitAllowed() {
    return true;
  }

  @Override
  public boolean allowLenientCoercion() {
    return true;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }
}
