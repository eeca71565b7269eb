package io.penstock.planner.functions;

import io.penstock.planner.types.DecimalRules;
import io.penstock.planner.types.DecimalRules.Decimal;
import io.penstock.planner.types.SparkTypeSystem;
import io.penstock.planner.types.SparkTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** What type a function gives. Results are nullable where an operand is, unless said otherwise. */
final class SparkTypeInference {
  static final SqlReturnTypeInference STRING = of(SqlTypeName.VARCHAR);
  static final SqlReturnTypeInference INT = of(SqlTypeName.INTEGER);
  static final SqlReturnTypeInference BIGINT = of(SqlTypeName.BIGINT);
  static final SqlReturnTypeInference TINYINT = of(SqlTypeName.TINYINT);
  static final SqlReturnTypeInference DOUBLE = of(SqlTypeName.DOUBLE);
  static final SqlReturnTypeInference BOOLEAN = of(SqlTypeName.BOOLEAN);
  static final SqlReturnTypeInference DATE = of(SqlTypeName.DATE);
  static final SqlReturnTypeInference BINARY = of(SqlTypeName.VARBINARY);
  static final SqlReturnTypeInference TIMESTAMP = of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
  static final SqlReturnTypeInference TIMESTAMP_NTZ = of(SqlTypeName.TIMESTAMP);

  /** The first operand's. */
  static final SqlReturnTypeInference FIRST = binding -> nullable(binding, typeOf(binding, 0));

  /** The first operand's, nullable: an aggregate over no rows gives NULL. */
  static final SqlReturnTypeInference FIRST_OR_NULL =
      binding -> orNull(binding, typeOf(binding, 0));

  /** The type that all operands meet in. */
  static final SqlReturnTypeInference WIDEST = binding -> widest(binding, 0);

  /** The type that all operands meet in; NULL only if all are. */
  static final SqlReturnTypeInference WIDEST_OF_NULLABLE =
      binding -> {
        RelDataType type = widest(binding, 0);
        boolean nullable =
            binding.collectOperandTypes().stream()
                .allMatch(t -> t.isNullable() || SparkTypes.isNull(t));
        return type == null
            ? null
            : binding.getTypeFactory().createTypeWithNullability(type, nullable);
      };

  /** IF: the second and third operand's. */
  static final SqlReturnTypeInference WIDEST_AFTER_FIRST = binding -> widest(binding, 1);

  static final SqlReturnTypeInference SUM =
      binding ->
          SparkTypeSystem.INSTANCE.deriveSumType(binding.getTypeFactory(), typeOf(binding, 0));
  static final SqlReturnTypeInference AVERAGE =
      binding ->
          SparkTypeSystem.INSTANCE.deriveAvgAggType(binding.getTypeFactory(), typeOf(binding, 0));

  /** round, bround: a decimal gets one more digit before the point and fewer behind it. */
  static final SqlReturnTypeInference ROUND = SparkTypeInference::round;

  /** ceil, floor. */
  static final SqlReturnTypeInference INTEGER_PART = SparkTypeInference::integerPart;

  /** abs, negative, positive: numbers as they are, strings as DOUBLE. */
  static final SqlReturnTypeInference NUMBER =
      binding ->
          SparkTypes.isString(typeOf(binding, 0))
              ? nullable(binding, create(binding, SqlTypeName.DOUBLE))
              : nullable(binding, typeOf(binding, 0));

  /** An array of the first operand. */
  static final SqlReturnTypeInference ARRAY_OF_FIRST =
      binding -> {
        RelDataType element =
            binding.getTypeFactory().createTypeWithNullability(typeOf(binding, 0), false);
        return binding.getTypeFactory().createArrayType(element, -1);
      };

  static final SqlReturnTypeInference STRINGS =
      binding ->
          nullable(
              binding,
              binding.getTypeFactory().createArrayType(create(binding, SqlTypeName.VARCHAR), -1));

  /** date_part: an INT, but seconds with their fraction. */
  static final SqlReturnTypeInference DATE_PART =
      binding -> {
        String part = binding.getOperandLiteralValue(0, String.class);
        boolean seconds =
            part != null && Set.of("s", "sec", "second").contains(part.toLowerCase(Locale.ROOT));
        return nullable(
            binding,
            seconds ? decimal(binding, new Decimal(8, 6)) : create(binding, SqlTypeName.INTEGER));
      };

  /** Arrays give an array and binaries a binary; all else is text. */
  static final SqlReturnTypeInference CONCATENATION =
      binding -> {
        List<RelDataType> types = binding.collectOperandTypes();
        boolean arrays = !types.isEmpty() && types.get(0).getComponentType() != null;
        boolean binaries =
            !types.isEmpty()
                && types.stream().allMatch(t -> t.getSqlTypeName() == SqlTypeName.VARBINARY);
        return arrays || binaries
            ? binding.getTypeFactory().leastRestrictive(types)
            : nullable(binding, create(binding, SqlTypeName.VARCHAR));
      };

  private SparkTypeInference() {}

  /** This type, nullable where an operand is. */
  static SqlReturnTypeInference of(SqlTypeName type) {
    return binding -> nullable(binding, create(binding, type));
  }

  /** This type, never NULL. */
  static SqlReturnTypeInference notNull(SqlTypeName type) {
    return binding -> create(binding, type);
  }

  /** This type, perhaps NULL whatever the operands are. */
  static SqlReturnTypeInference orNull(SqlTypeName type) {
    return binding -> orNull(binding, create(binding, type));
  }

  private static @Nullable RelDataType widest(SqlOperatorBinding binding, int from) {
    List<RelDataType> types = binding.collectOperandTypes();
    return binding.getTypeFactory().leastRestrictive(types.subList(from, types.size()));
  }

  private static RelDataType round(SqlOperatorBinding binding) {
    RelDataType type = typeOf(binding, 0);
    if (SparkTypes.isString(type)) {
      return nullable(binding, create(binding, SqlTypeName.DOUBLE));
    }
    if (type.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return nullable(binding, type);
    }
    int digits = 0;
    if (binding.getOperandCount() > 1 && binding.isOperandLiteral(1, true)) {
      BigDecimal value = binding.getOperandLiteralValue(1, BigDecimal.class);
      digits = value == null ? 0 : value.intValue();
    }
    return nullable(
        binding, decimal(binding, DecimalRules.round(SparkTypes.decimal(type), digits)));
  }

  private static RelDataType integerPart(SqlOperatorBinding binding) {
    if (binding.getOperandCount() > 1) {
      return round(binding);
    }
    RelDataType type = typeOf(binding, 0);
    return nullable(
        binding,
        type.getSqlTypeName() == SqlTypeName.DECIMAL
            ? decimal(binding, DecimalRules.integerPart(SparkTypes.decimal(type)))
            : create(binding, SqlTypeName.BIGINT));
  }

  private static RelDataType decimal(SqlOperatorBinding binding, Decimal decimal) {
    return binding
        .getTypeFactory()
        .createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
  }

  private static RelDataType create(SqlOperatorBinding binding, SqlTypeName type) {
    return binding.getTypeFactory().createSqlType(type);
  }

  private static RelDataType typeOf(SqlOperatorBinding binding, int operand) {
    return binding.getOperandType(operand);
  }

  private static RelDataType orNull(SqlOperatorBinding binding, RelDataType type) {
    return binding.getTypeFactory().createTypeWithNullability(type, true);
  }

  private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
    boolean nullable = SqlTypeUtil.containsNullable(binding.collectOperandTypes());
    return binding.getTypeFactory().createTypeWithNullability(type, nullable || type.isNullable());
  }
}
