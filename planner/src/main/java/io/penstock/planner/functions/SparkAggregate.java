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
  private final boolean framed;

  /**
   * @param onlyOver whether it makes sense over a window only
   * @param framed whether the window may have a frame
   */
  SparkAggregate(
      String name,
      boolean onlyOver,
      boolean framed,
      SqlReturnTypeInference type,
      SqlOperandTypeChecker operands) {
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
    this.framed = framed;
  }

  @Override
  public boolean allowsNullTreatment() {
    return true;
  }

  @Override
  public boolean allowsFraming() {
    return framed;
  }

  @Override
  public Optionality getDistinctOptionality() {
    return Optionality.OPTIONAL;
  }
}
