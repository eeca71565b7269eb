package io.penstock.planner.functions;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What of a call's arguments is known besides their types. */
final class Arguments {
  /** A call that tells the names of its arguments by itself. */
  interface Named {
    /** A column's name. */
    Optional<String> name(int argument);
  }

  private Arguments() {}

  /** The name of the column or field that an argument is. */
  static Optional<String> columnName(SqlOperatorBinding call, int argument) {
    if (call instanceof Named named) {
      return named.name(argument);
    }
    return call instanceof SqlCallBinding binding
            && binding.operand(argument) instanceof SqlIdentifier column
        ? Optional.of(column.names.get(column.names.size() - 1))
        : Optional.empty();
  }

  /** A string literal's value. */
  static Optional<String> text(SqlOperatorBinding call, int argument) {
    return argument < call.getOperandCount() && call.isOperandLiteral(argument, false)
        ? Optional.ofNullable(call.getOperandLiteralValue(argument, String.class))
        : Optional.empty();
  }

  /** A number literal's value, also of one with its type behind it, as {@code 2L}. */
  static Optional<BigDecimal> number(SqlOperatorBinding call, int argument) {
    if (argument >= call.getOperandCount()) {
      return Optional.empty();
    }
    if (call instanceof SqlCallBinding binding
        && binding.operand(argument) instanceof SqlCall cast
        && cast.getKind() == SqlKind.CAST
        && cast.operand(0) instanceof SqlNumericLiteral number) {
      // The parser makes such a literal a cast, which begins where its number does.
      boolean literal =
          number.getParserPosition().equals(cast.getParserPosition())
              && !cast.getParserPosition().equals(SqlParserPos.ZERO);
      return literal ? Optional.of(number.getValueAs(BigDecimal.class)) : Optional.empty();
    }
    return call.isOperandLiteral(argument, false)
        ? Optional.ofNullable(call.getOperandLiteralValue(argument, BigDecimal.class))
        : Optional.empty();
  }
}
