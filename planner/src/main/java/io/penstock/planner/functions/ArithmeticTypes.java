package io.penstock.planner.functions;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.planner.types.DecimalRules;
import io.penstock.planner.types.DecimalRules.Decimal;
import io.penstock.planner.types.SparkTypes;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** What type a sum, difference, product, quotient or remainder has. */
final class ArithmeticTypes {
  static final SqlReturnTypeInference PLUS = known(b -> plus(b, true));
  static final SqlReturnTypeInference MINUS = known(b -> plus(b, false));
  static final SqlReturnTypeInference TIMES = known(b -> times(b));
  static final SqlReturnTypeInference DIVIDE = known(b -> divide(b));
  static final SqlReturnTypeInference REMAINDER = known(b -> number(b, DecimalRules::remainder));

  private ArithmeticTypes() {}

  /** What is computed from something unknown is unknown. */
  private static SqlReturnTypeInference known(SqlReturnTypeInference type) {
    return call ->
        SignatureTypes.hasUnknown(call) ? SignatureTypes.unknown(call) : type.inferReturnType(call);
  }

  private static @Nullable RelDataType plus(SqlOperatorBinding binding, boolean isSum) {
    TypeKind left = TypeKind.of(binding.getOperandType(0));
    TypeKind right = TypeKind.of(binding.getOperandType(1));
    if (!isTemporal(left) && !isTemporal(right)) {
      return number(binding, DecimalRules::plus);
    }
    if (isInterval(left) || isInterval(right)) {
      return nullable(binding, withInterval(binding, isSum));
    }
    return nullable(
        binding, isSum ? shiftedByDays(binding, left, right) : difference(binding, left, right));
  }

  private static boolean isTemporal(TypeKind kind) {
    return isInterval(kind) || isDatetime(kind) || kind == TypeKind.TIME;
  }

  private static boolean isInterval(TypeKind kind) {
    return kind == TypeKind.YEARMONTH || kind == TypeKind.DAYTIME || kind == TypeKind.INTERVAL;
  }

  private static boolean isDatetime(TypeKind kind) {
    return kind == TypeKind.DATE || isTimestamp(kind);
  }

  private static boolean isTimestamp(TypeKind kind) {
    return kind == TypeKind.TIMESTAMP || kind == TypeKind.TIMESTAMP_NTZ;
  }

  /** Intervals of one kind, or one and what it shifts. */
  private static @Nullable RelDataType withInterval(SqlOperatorBinding binding, boolean isSum) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    TypeKind first = TypeKind.of(left);
    TypeKind second = TypeKind.of(right);
    if (first == second) {
      return binding.getTypeFactory().leastRestrictive(List.of(left, right));
    }
    if (SparkTypes.isNull(left)) {
      return right;
    }
    if (SparkTypes.isNull(right)) {
      return left;
    }
    if (isInterval(second)) {
      return shifted(binding, left, right);
    }
    return isSum ? shifted(binding, right, left) : null;
  }

  private static @Nullable RelDataType shifted(
      SqlOperatorBinding binding, RelDataType value, RelDataType interval) {
    TypeKind by = TypeKind.of(interval);
    return switch (TypeKind.of(value)) {
      case TIMESTAMP, TIMESTAMP_NTZ -> value;
      case DATE ->
          by == TypeKind.DAYTIME && interval.getSqlTypeName() != SqlTypeName.INTERVAL_DAY
              ? binding.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
              : value;
      case TIME -> by == TypeKind.DAYTIME ? value : null;
      case STRING -> by == TypeKind.YEARMONTH ? null : value;
      default -> null;
    };
  }

  /** A date and a number of days. */
  private static @Nullable RelDataType shiftedByDays(
      SqlOperatorBinding binding, TypeKind left, TypeKind right) {
    TypeKind by = left == TypeKind.DATE ? right : left;
    if (left != TypeKind.DATE && right != TypeKind.DATE) {
      return null;
    }
    return switch (by) {
      case TINYINT, SMALLINT, INT -> binding.getTypeFactory().createSqlType(SqlTypeName.DATE);
      case VOID ->
          binding.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
      default -> null;
    };
  }

  private static @Nullable RelDataType difference(
      SqlOperatorBinding binding, TypeKind left, TypeKind right) {
    RelDataTypeFactory factory = binding.getTypeFactory();
    boolean days = right == TypeKind.TINYINT || right == TypeKind.SMALLINT || right == TypeKind.INT;
    if (left == TypeKind.DATE && days) {
      return factory.createSqlType(SqlTypeName.DATE);
    }
    Set<TypeKind> kinds = EnumSet.of(left, right);
    boolean unknown = kinds.removeAll(EnumSet.of(TypeKind.STRING, TypeKind.VOID));
    if (kinds.equals(EnumSet.of(TypeKind.TIME))) {
      return SparkTypes.interval(factory, TimeUnit.HOUR, TimeUnit.SECOND);
    }
    if (kinds.equals(EnumSet.of(TypeKind.DATE))) {
      // What DATE - NULL is depends on which side is NULL.
      return unknown && right == TypeKind.VOID
          ? null
          : SparkTypes.interval(factory, TimeUnit.DAY, TimeUnit.DAY);
    }
    return kinds.stream().allMatch(ArithmeticTypes::isDatetime)
        ? SparkTypes.interval(factory, TimeUnit.DAY, TimeUnit.SECOND)
        : null;
  }

  private static @Nullable RelDataType times(SqlOperatorBinding binding) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    boolean isFirst = isInterval(TypeKind.of(left));
    refuseTwoIntervals(binding);
    if (isFirst != isInterval(TypeKind.of(right))) {
      RelDataType factor = isFirst ? right : left;
      return isNumber(factor) ? nullable(binding, whole(binding, isFirst ? left : right)) : null;
    }
    return number(binding, DecimalRules::times);
  }

  private static @Nullable RelDataType divide(SqlOperatorBinding binding) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    refuseTwoIntervals(binding);
    if (isInterval(TypeKind.of(left))) {
      return isNumber(right) ? nullable(binding, whole(binding, left)) : null;
    }
    if (!isDecimal(left) && !isDecimal(right) && isNumber(left) && isNumber(right)) {
      return nullable(binding, binding.getTypeFactory().createSqlType(SqlTypeName.DOUBLE));
    }
    return number(binding, DecimalRules::dividedBy);
  }

  /** Calcite makes an interval of the NULL beside one: which of the two it was is not known. */
  private static void refuseTwoIntervals(SqlOperatorBinding binding) {
    if (binding.collectOperandTypes().stream().allMatch(t -> isInterval(TypeKind.of(t)))) {
      throw new Misuse(
              Failure.of(
                  ErrorCode.UNSUPPORTED_FEATURE,
                  "A product or quotient of an interval and NULL or another interval cannot be"
                      + " planned."))
          .at(binding);
    }
  }

  /** The interval with all of its units. */
  private static RelDataType whole(SqlOperatorBinding binding, RelDataType interval) {
    RelDataTypeFactory factory = binding.getTypeFactory();
    return switch (TypeKind.of(interval)) {
      case YEARMONTH -> SparkTypes.interval(factory, TimeUnit.YEAR, TimeUnit.MONTH);
      case DAYTIME -> SparkTypes.interval(factory, TimeUnit.DAY, TimeUnit.SECOND);
      default -> interval;
    };
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
    if (!SqlTypeUtil.isNumeric(left) && !SqlTypeUtil.isNumeric(right)) {
      // Two strings, or one and NULL: nothing says which numbers they hold.
      return null;
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
    if (SparkTypes.isInteger(type)) {
      Optional<BigDecimal> literal = Arguments.number(binding, operand);
      if (literal.isPresent()) {
        return Decimal.ofLiteral(literal.get());
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
