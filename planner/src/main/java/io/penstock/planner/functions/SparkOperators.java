package io.penstock.planner.functions;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.fun.SqlAbstractGroupFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlMonotonicity;

/** Operators with Spark's result types in place of Calcite's of the same name. */
final class SparkOperators {
  private static final int COMPARISON = 30;
  private static final int SUM = 40;
  private static final int PRODUCT = 60;

  private SparkOperators() {}

  static List<SqlOperator> all() {
    List<SqlOperator> all = new ArrayList<>(IntegerOperators.all());
    all.addAll(UnitFunctions.all());
    all.add(RangeFunction.INSTANCE);
    all.addAll(GeneratorFunction.all());
    all.addAll(standard());
    return all;
  }

  private static List<SqlOperator> standard() {
    return List.of(
        arithmetic("+", SqlKind.PLUS, SUM, ArithmeticTypes.PLUS),
        arithmetic("-", SqlKind.MINUS, SUM, ArithmeticTypes.MINUS),
        arithmetic("*", SqlKind.TIMES, PRODUCT, ArithmeticTypes.TIMES),
        arithmetic("/", SqlKind.DIVIDE, PRODUCT, ArithmeticTypes.DIVIDE),
        arithmetic("%", SqlKind.MOD, PRODUCT, ArithmeticTypes.REMAINDER),
        comparison("=", SqlKind.EQUALS),
        comparison("<>", SqlKind.NOT_EQUALS),
        comparison("!=", SqlKind.NOT_EQUALS),
        comparison("<", SqlKind.LESS_THAN),
        comparison("<=", SqlKind.LESS_THAN_OR_EQUAL),
        comparison(">", SqlKind.GREATER_THAN),
        comparison(">=", SqlKind.GREATER_THAN_OR_EQUAL),
        binary(
            "||", SqlKind.OTHER, SUM, nullable(CollectionTypes.CONCATENATION), Operands.any(2, 2)),
        binary(
            "<=>",
            SqlKind.IS_NOT_DISTINCT_FROM,
            COMPARISON,
            ReturnTypes.BOOLEAN_NOT_NULL,
            Operands.any(2, 2)),
        new Trim(),
        SparkCast.CAST,
        SparkCast.TRY_CAST,
        SqlLibraryOperators.INFIX_CAST,
        new Minus(),
        new Grouping());
  }

  private static SqlOperator arithmetic(
      String name, SqlKind kind, int precedence, SqlReturnTypeInference type) {
    return binary(name, kind, precedence, type, Operands.any(2, 2));
  }

  private static SqlOperator comparison(String name, SqlKind kind) {
    return binary(name, kind, COMPARISON, ReturnTypes.BOOLEAN_NULLABLE, Operands.any(2, 2));
  }

  /** The grammar's TRIM, which takes whatever has a text. */
  private static final class Trim extends SqlTrimFunction {
    Trim() {
      super(
          "TRIM",
          SqlKind.TRIM,
          nullable(ReturnTypes.explicit(SqlTypeName.VARCHAR)),
          OperandTypes.family(SqlTypeFamily.ANY, SqlTypeFamily.ANY, SqlTypeFamily.ANY));
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      return true;
    }
  }

  private static SqlReturnTypeInference nullable(SqlReturnTypeInference type) {
    return type.andThen(SqlTypeTransforms.TO_NULLABLE);
  }

  private static SqlOperator binary(
      String name, SqlKind kind, int precedence, SqlReturnTypeInference type, Operands operands) {
    return new Binary(name, kind, precedence, type, operands);
  }

  /** A class of its own: Calcite takes operators of one class, name and kind for the same. */
  private static final class Binary extends SqlBinaryOperator {
    Binary(
        String name, SqlKind kind, int precedence, SqlReturnTypeInference type, Operands operands) {
      super(name, kind, precedence, true, type, Operands.LIKE_FIRST_KNOWN, operands);
    }

    /** Calcite's takes any literal among the operands for a number. */
    @Override
    public SqlMonotonicity getMonotonicity(SqlOperatorBinding call) {
      return SqlMonotonicity.NOT_MONOTONIC;
    }
  }

  /** The sign of a number or an interval. */
  private static final class Minus extends SqlPrefixOperator {
    private static final int PRECEDENCE = 80;

    Minus() {
      super(
          "-",
          SqlKind.MINUS_PREFIX,
          PRECEDENCE,
          nullable(call -> TypeRules.apply("@number", call)),
          Operands.LIKE_FIRST_KNOWN,
          Operands.numbersAndIntervals(1));
    }
  }

  /** GROUPING: a TINYINT. */
  private static final class Grouping extends SqlAbstractGroupFunction {
    Grouping() {
      super(
          "GROUPING",
          SqlKind.GROUPING,
          ReturnTypes.explicit(SqlTypeName.TINYINT),
          null,
          OperandTypes.ONE_OR_MORE,
          SqlFunctionCategory.SYSTEM);
    }
  }
}
