package io.penstock.planner.functions;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;

/**
 * Spark's operators on integers that the standard lacks. Their precedence is Spark's, so that a
 * plan's text needs no more brackets than the author's; their types are those of Spark's registry,
 * which has them as functions.
 */
public final class IntegerOperators {
  private static final int SIGN = 80;

  /** Bits inverted. */
  public static final SqlOperator BIT_NOT =
      new SqlPrefixOperator(
          "~",
          SqlKind.OTHER,
          SIGN,
          new SignatureTypes(SparkSignatures.of("~")),
          Operands.LIKE_FIRST_KNOWN,
          new SignatureOperands(SparkSignatures.of("~")));

  private static final Map<String, SqlOperator> BINARY =
      Stream.of(
              operator("DIV", 60),
              operator("<<", 38),
              operator(">>", 38),
              operator(">>>", 38),
              operator("&", 36),
              operator("^", 34),
              operator("|", 32))
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

  private static SqlOperator operator(String name, int precedence) {
    Signature signature = SparkSignatures.of(name.toLowerCase(Locale.ROOT));
    return new SqlBinaryOperator(
        name,
        SqlKind.OTHER,
        precedence,
        true,
        new SignatureTypes(signature),
        Operands.LIKE_FIRST_KNOWN,
        new SignatureOperands(signature));
  }
}
