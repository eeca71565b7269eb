package io.penstock.planner.validate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Gives syntax that Calcite reads by the standard the meaning it has in Spark: TIMESTAMP is an
 * instant, a negative number is one literal.
 */
final class SparkSyntax extends SqlShuttle {

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.MINUS_PREFIX
        && call.operand(0) instanceof SqlNumericLiteral literal
        && literal.getValue() instanceof BigDecimal value) {
      return negative(literal, value, call.getParserPosition());
    }
    return super.visit(call);
  }

  private static SqlNode negative(SqlNumericLiteral literal, BigDecimal value, SqlParserPos at) {
    return literal.isInteger() || literal.getScale() != null
        ? SqlLiteral.createExactNumeric(value.negate().toPlainString(), at)
        : SqlLiteral.createApproxNumeric("-" + literal.toValue(), at);
  }

  @Override
  public @Nullable SqlNode visit(SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral unknown) {
      return typed(unknown);
    }
    return literal;
  }

  /**
   * DATE '...' as Calcite reads it, if it can; TIMESTAMP '...', which is an instant by the
   * session's zone, as a cast.
   */
  private static SqlNode typed(SqlUnknownLiteral literal) {
    SqlParserPos at = literal.getParserPosition();
    String text = literal.getValueAs(String.class);
    if (literal.tag.equals("TIMESTAMP")) {
      return cast(text, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, at);
    }
    if (!literal.tag.equals("DATE")) {
      return literal;
    }
    return isStandardDate(text)
        ? literal.resolve(SqlTypeName.DATE)
        : cast(text, SqlTypeName.DATE, at);
  }

  private static boolean isStandardDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text) && text.length() == 10;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static SqlNode cast(String text, SqlTypeName type, SqlParserPos at) {
    return SqlStdOperatorTable.CAST.createCall(
        at,
        SqlLiteral.createCharString(text, at),
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, at), at));
  }

  @Override
  public @Nullable SqlNode visit(SqlDataTypeSpec type) {
    if (type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic
        && basic.getTypeName().getSimple().equals("TIMESTAMP")) {
      SqlParserPos at = type.getParserPosition();
      return new SqlDataTypeSpec(
          new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, at), at);
    }
    return type;
  }
}
