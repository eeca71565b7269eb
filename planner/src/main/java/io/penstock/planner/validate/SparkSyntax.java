package io.penstock.planner.validate;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlTimestampLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.TimestampString;
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
    if (literal instanceof SqlTimestampLiteral timestamp
        && timestamp.getTypeName() == SqlTypeName.TIMESTAMP) {
      return SqlLiteral.createTimestamp(
          SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          timestamp.getValueAs(TimestampString.class),
          timestamp.getPrec(),
          timestamp.getParserPosition());
    }
    return literal;
  }

  /** DATE '...' and TIMESTAMP '...'; a text that Calcite cannot read is left to the engine. */
  private static SqlNode typed(SqlUnknownLiteral literal) {
    SqlParserPos at = literal.getParserPosition();
    String text = literal.getValueAs(String.class);
    try {
      return switch (literal.tag) {
        case "DATE" -> literal.resolve(SqlTypeName.DATE);
        case "TIMESTAMP" ->
            SqlLiteral.createTimestamp(
                SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
                new TimestampString(text),
                fraction(text),
                at);
        default -> literal;
      };
    } catch (RuntimeException e) {
      return cast(text, literal.tag, at);
    }
  }

  private static int fraction(String text) {
    int point = text.indexOf('.');
    return point < 0 ? 0 : text.length() - point - 1;
  }

  private static SqlNode cast(String text, String tag, SqlParserPos at) {
    SqlTypeName type =
        tag.equals("DATE") ? SqlTypeName.DATE : SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
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
