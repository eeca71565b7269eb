package io.penstock.planner.functions;

import io.penstock.planner.types.SparkTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Spark's operators on integers that the standard lacks. Their precedence is Spark's, so that a
 * plan's text needs no more brackets than the author's.
 */
public final class IntegerOperators {
  private static final int SIGN = 80;

  private static final SqlReturnTypeInference WIDER =
      binding -> integer(binding, binding.getTypeFactory().leastRestrictive(types(binding)));
  private static final SqlReturnTypeInference SHIFTED = IntegerOperators::shifted;

  /** Bits inverted. */
  public static final SqlOperator BIT_NOT =
      new SqlPrefixOperator(
          "~",
          SqlKind.OTHER,
          SIGN,
          binding -> integer(binding, binding.getOperandType(0)),
          Operands.LIKE_FIRST_KNOWN,
          Operands.any(1, 1));

  private static final Map<String, SqlOperator> BINARY =
      List.of(
              operator("DIV", 60, SparkTypeInference.BIGINT),
              operator("<<", 38, SHIFTED),
              operator(">>", 38, SHIFTED),
              operator(">>>", 38, SHIFTED),
              operator("&", 36, WIDER),
              operator("^", 34, WIDER),
              operator("|", 32, WIDER))
          .stream()
          .collect(Collectors.toMap(SqlOperator::getName, Function.identity()));

  private IntegerOperators() {}

  /**
   * @throws IllegalArgumentException if there is no such operator
   */
  public static SqlOperator binary(String name) {
    SqlOperator operator = BINARY.get(name.toUpperCase(Locale.ROOT));
    if (operator == null) {
      throw new IllegalArgumentException("no operator " + name);
    }
    return operator;
  }

  static List<SqlOperator> all() {
    return Stream.concat(BINARY.values().stream(), Stream.of(BIT_NOT)).toList();
  }

  private static SqlOperator operator(String name, int precedence, SqlReturnTypeInference type) {
    return new SqlBinaryOperator(
        name, SqlKind.OTHER, precedence, true, type, Operands.LIKE_FIRST_KNOWN, Operands.any(2, 2));
  }

  private static List<RelDataType> types(SqlOperatorBinding binding) {
    return List.of(binding.getOperandType(0), binding.getOperandType(1));
  }

  /** An INT, or a BIGINT if the left operand is one. */
  private static @Nullable RelDataType shifted(SqlOperatorBinding binding) {
    RelDataType left = integer(binding, binding.getOperandType(0));
    if (left == null) {
      return null;
    }
    RelDataTypeFactory factory = binding.getTypeFactory();
    SqlTypeName name =
        left.getSqlTypeName() == SqlTypeName.BIGINT ? SqlTypeName.BIGINT : SqlTypeName.INTEGER;
    boolean nullable = types(binding).stream().anyMatch(RelDataType::isNullable);
    return factory.createTypeWithNullability(factory.createSqlType(name), nullable);
  }

  private static @Nullable RelDataType integer(
      SqlOperatorBinding binding, @Nullable RelDataType type) {
    if (type == null) {
      return null;
    }
    if (SparkTypes.isNull(type)) {
      return binding.getTypeFactory().createSqlType(SqlTypeName.INTEGER);
    }
    return SparkTypes.isInteger(type) ? type : null;
  }
}
