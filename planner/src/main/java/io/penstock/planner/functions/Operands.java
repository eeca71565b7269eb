package io.penstock.planner.functions;

import io.penstock.planner.types.SparkTypes;
import java.util.function.Predicate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Accepts so many operands, of types that Spark would cast to what it wants: no more is checked,
 * and nothing is cast, so that the engine's own coercion applies to what the author wrote.
 */
final class Operands implements SqlOperandTypeChecker {
  private final SqlOperandCountRange counts;
  private final String allowed;
  private final Predicate<RelDataType> acceptable;

  private Operands(SqlOperandCountRange counts, String allowed, Predicate<RelDataType> acceptable) {
    this.counts = counts;
    this.allowed = allowed;
    this.acceptable = acceptable;
  }

  /** Any types. */
  static Operands any(int min, int max) {
    return new Operands(range(min, max), "ANY", type -> true);
  }

  /** Numbers, and strings that may hold one. */
  static Operands numbers(int min, int max) {
    return new Operands(range(min, max), "NUMERIC", Operands::mayBeNumber);
  }

  /** Numbers, strings that may hold one, intervals, and timestamps, which are seconds. */
  static Operands numbersAndIntervals(int count) {
    return new Operands(
        range(count, count),
        "NUMERIC | INTERVAL",
        type -> mayBeNumber(type) || SqlTypeUtil.isInterval(type) || SqlTypeUtil.isTimestamp(type));
  }

  private static boolean mayBeNumber(RelDataType type) {
    return SqlTypeUtil.isNumeric(type)
        || SparkTypes.isString(type)
        || SparkTypes.isNull(type)
        || type.getSqlTypeName() == SqlTypeName.ANY;
  }

  private static SqlOperandCountRange range(int min, int max) {
    return max < 0 ? SqlOperandCountRanges.from(min) : SqlOperandCountRanges.between(min, max);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    for (int i = 0; i < binding.getOperandCount(); i++) {
      boolean isQueryOrType = binding.operand(i).getKind().belongsTo(SqlKind.QUERY);
      if (!isQueryOrType && !acceptable.test(binding.getOperandType(i))) {
        if (throwOnFailure) {
          throw binding.newValidationSignatureError();
        }
        return false;
      }
    }
    return true;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return counts;
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String operatorName) {
    return operatorName + "(<" + allowed + ">...)";
  }

  /**
   * A parameter takes the type of the first operand that has one; else it is a string. NULL has a
   * type of its own.
   */
  static final SqlOperandTypeInference LIKE_FIRST_KNOWN =
      (binding, returnType, operandTypes) -> {
        RelDataType unknown = binding.getValidator().getUnknownType();
        RelDataType known = null;
        for (int i = 0; i < binding.getOperandCount() && known == null; i++) {
          RelDataType type = binding.getOperandType(i);
          known = type.equals(unknown) || SparkTypes.isNull(type) ? null : type;
        }
        RelDataType type =
            known != null ? known : binding.getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
        for (int i = 0; i < operandTypes.length; i++) {
          operandTypes[i] = SqlUtil.isNullLiteral(binding.operand(i), false) ? unknown : type;
        }
      };
}
