package io.penstock.planner.functions;

import io.penstock.planner.types.DecimalRules;
import io.penstock.planner.types.DecimalRules.Decimal;
import io.penstock.planner.types.SparkTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** What type a sum, difference, product, quotient or remainder has. */
final class ArithmeticTypes {
  static final SqlReturnTypeInference PLUS = b -> plus(b, true);
  static final SqlReturnTypeInference MINUS = b -> plus(b, false);
  static final SqlReturnTypeInference TIMES = b -> times(b);
  static final SqlReturnTypeInference DIVIDE = b -> divide(b);
  static final SqlReturnTypeInference REMAINDER = b -> number(b, DecimalRules::remainder);

  private static final Set<SqlTypeName> WHOLE_DAYS =
      Set.of(
          SqlTypeName.INTERVAL_DAY,
          SqlTypeName.INTERVAL_YEAR,
          SqlTypeName.INTERVAL_YEAR_MONTH,
          SqlTypeName.INTERVAL_MONTH);

  private ArithmeticTypes() {}

  private static @Nullable RelDataType plus(SqlOperatorBinding binding, boolean isSum) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    RelDataTypeFactory factory = binding.getTypeFactory();
    if (SparkTypes.isDatetime(left) && SparkTypes.isDatetime(right)) {
      return isSum ? null : nullable(binding, difference(factory, left, right));
    }
    if (SparkTypes.isDatetime(left)) {
      return nullable(binding, shifted(factory, left, right));
    }
    if (SparkTypes.isDatetime(right)) {
      return isSum ? nullable(binding, shifted(factory, right, left)) : null;
    }
    if (SqlTypeUtil.isInterval(left) || SqlTypeUtil.isInterval(right)) {
      return nullable(binding, intervals(factory, left, right));
    }
    return number(binding, DecimalRules::plus);
  }

  private static RelDataType difference(
      RelDataTypeFactory factory, RelDataType left, RelDataType right) {
    boolean dates =
        left.getSqlTypeName() == SqlTypeName.DATE && right.getSqlTypeName() == SqlTypeName.DATE;
    return factory.createSqlIntervalType(
        new SqlIntervalQualifier(TimeUnit.DAY, dates ? null : TimeUnit.SECOND, SqlParserPos.ZERO));
  }

  private static @Nullable RelDataType shifted(
      RelDataTypeFactory factory, RelDataType datetime, RelDataType by) {
    boolean isDate = datetime.getSqlTypeName() == SqlTypeName.DATE;
    if (SqlTypeUtil.isInterval(by)) {
      return isDate && !WHOLE_DAYS.contains(by.getSqlTypeName())
          ? factory.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
          : datetime;
    }
    boolean days = SparkTypes.isInteger(by) || SparkTypes.isString(by) || SparkTypes.isNull(by);
    return days ? datetime : null;
  }

  private static @Nullable RelDataType intervals(
      RelDataTypeFactory factory, RelDataType left, RelDataType right) {
    if (!SqlTypeUtil.isInterval(left) || !SqlTypeUtil.isInterval(right)) {
      boolean text = SparkTypes.isString(left) || SparkTypes.isString(right);
      return text ? (SqlTypeUtil.isInterval(left) ? left : right) : null;
    }
    return factory.leastRestrictive(List.of(left, right));
  }

  private static @Nullable RelDataType times(SqlOperatorBinding binding) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    if (SqlTypeUtil.isInterval(left) != SqlTypeUtil.isInterval(right)) {
      return nullable(binding, SqlTypeUtil.isInterval(left) ? left : right);
    }
    return number(binding, DecimalRules::times);
  }

  private static @Nullable RelDataType divide(SqlOperatorBinding binding) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    if (SqlTypeUtil.isInterval(left) && !SqlTypeUtil.isInterval(right)) {
      return nullable(binding, left);
    }
    if (!isDecimal(left) && !isDecimal(right) && isNumber(left) && isNumber(right)) {
      return nullable(binding, binding.getTypeFactory().createSqlType(SqlTypeName.DOUBLE));
    }
    return number(binding, DecimalRules::dividedBy);
  }

  /** Numbers by Spark's ANSI rules; null if there is no such operation. */
  private static @Nullable RelDataType number(
      SqlOperatorBinding binding, BinaryOperator<Decimal> rule) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    RelDataTypeFactory factory = binding.getTypeFactory();
    if (!isNumber(left) || !isNumber(right)) {
      return null;
    }
    if (SparkTypes.isNull(left) && SparkTypes.isNull(right)) {
      return nullable(binding, factory.createSqlType(SqlTypeName.DOUBLE));
    }
    if (SparkTypes.isString(left) && SparkTypes.isString(right)) {
      return nullable(binding, factory.createSqlType(SqlTypeName.DOUBLE));
    }
    boolean approximate =
        SqlTypeUtil.isApproximateNumeric(left) || SqlTypeUtil.isApproximateNumeric(right);
    boolean strings = SparkTypes.isString(left) || SparkTypes.isString(right);
    if ((isDecimal(left) || isDecimal(right)) && !approximate && !strings) {
      Decimal result = rule.apply(decimal(binding, 0), decimal(binding, 1));
      return nullable(
          binding, factory.createSqlType(SqlTypeName.DECIMAL, result.precision(), result.scale()));
    }
    return nullable(binding, factory.leastRestrictive(List.of(left, right)));
  }

  /** An integer literal beside a decimal is as narrow as its digits. */
  private static Decimal decimal(SqlOperatorBinding binding, int operand) {
    RelDataType type = binding.getOperandType(operand);
    if (SparkTypes.isNull(type)) {
      return decimal(binding, 1 - operand);
    }
    if (SparkTypes.isInteger(type) && binding.isOperandLiteral(operand, false)) {
      BigDecimal value = binding.getOperandLiteralValue(operand, BigDecimal.class);
      if (value != null) {
        return Decimal.ofLiteral(value);
      }
    }
    return SparkTypes.decimal(type);
  }

  private static boolean isDecimal(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL;
  }

  private static boolean isNumber(RelDataType type) {
    return SqlTypeUtil.isNumeric(type) || SparkTypes.isString(type) || SparkTypes.isNull(type);
  }

  private static @Nullable RelDataType nullable(
      SqlOperatorBinding binding, @Nullable RelDataType type) {
    if (type == null) {
      return null;
    }
    boolean nullable =
        binding.collectOperandTypes().stream()
            .anyMatch(t -> t.isNullable() || SparkTypes.isNull(t));
    return binding.getTypeFactory().createTypeWithNullability(type, nullable);
  }
}
