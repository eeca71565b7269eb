package io.penstock.planner.functions;

import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.util.Optionality;

/**
 * An aggregate function, also over a window. It is none of Calcite's own on purpose: those are
 * rewritten on the way to a plan (SUM over a window becomes a CASE, AVG a quotient).
 */
final class SparkAggregate extends SqlAggFunction {
  SparkAggregate(
      String name, boolean onlyOver, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
    super(
        name,
        null,
        SqlKind.OTHER_FUNCTION,
        type,
        Operands.LIKE_FIRST_KNOWN,
        operands,
        SqlFunctionCategory.SYSTEM,
        false,
        onlyOver,
        Optionality.OPTIONAL);
  }

  @Override
  public boolean allowsNullTreatment() {
    return true;
  }

  @Override
  public boolean allowsFraming() {
    return true;
  }

  @Override
  public Optionality getDistinctOptionality() {
    return Optionality.OPTIONAL;
  }
}
