package io.penstock.planner.functions;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.runtime.Resources;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.validate.SqlValidatorException;
import org.jspecify.annotations.Nullable;

/** A call WITHIN GROUP: what it is ordered by is its first argument. */
final class OrderedSetBinding extends SqlOperatorBinding {
  private final SqlOperatorBinding call;

  OrderedSetBinding(SqlOperatorBinding call) {
    super(call.getTypeFactory(), call.getOperator());
    this.call = call;
  }

  @Override
  public int getOperandCount() {
    return call.getOperandCount() + 1;
  }

  @Override
  public RelDataType getOperandType(int ordinal) {
    return ordinal == 0 ? call.getCollationType() : call.getOperandType(ordinal - 1);
  }

  @Override
  public boolean isOperandLiteral(int ordinal, boolean allowCast) {
    return ordinal > 0 && call.isOperandLiteral(ordinal - 1, allowCast);
  }

  @Override
  public <T> @Nullable T getOperandLiteralValue(int ordinal, Class<T> type) {
    return ordinal == 0 ? null : call.getOperandLiteralValue(ordinal - 1, type);
  }

  @Override
  public CalciteException newError(Resources.ExInst<SqlValidatorException> e) {
    return call.newError(e);
  }
}
