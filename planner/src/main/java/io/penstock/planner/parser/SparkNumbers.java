package io.penstock.planner.parser;

import io.penstock.planner.functions.SparkCast;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Literals of numbers by Spark's rules: a suffix names the type. */
final class SparkNumbers {
  private static final int MAX_DECIMAL_DIGITS = 38;

  private SparkNumbers() {}

  static SqlNode literal(String image, boolean negative, SqlParserPos at) {
    String sign = negative ? "-" : "";
    String upper = image.toUpperCase(Locale.ROOT);
    if (upper.endsWith("BD")) {
      return decimal(new BigDecimal(sign + upper.substring(0, upper.length() - 2)), at);
    }
    String digits = sign + upper.substring(0, upper.length() - 1);
    if (upper.endsWith(".")) {
      return cast(exact(digits, at), SqlTypeName.DECIMAL, image.length() - 1, at);
    }
    return switch (upper.charAt(upper.length() - 1)) {
      case 'L' -> cast(exact(digits, at), SqlTypeName.BIGINT, at);
      case 'S' -> cast(exact(digits, at), SqlTypeName.SMALLINT, at);
      case 'Y' -> cast(exact(digits, at), SqlTypeName.TINYINT, at);
      case 'F' -> cast(plain(digits, at), SqlTypeName.REAL, at);
      case 'D' -> cast(plain(digits, at), SqlTypeName.DOUBLE, at);
      default -> plain(sign + upper, at);
    };
  }

  /** Of whole numbers too, which without the suffix were an INT. */
  private static SqlNode decimal(BigDecimal value, SqlParserPos at) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    SqlLiteral number = exact(plain.toPlainString(), at);
    return plain.scale() > 0 ? number : cast(number, SqlTypeName.DECIMAL, plain.precision(), at);
  }

  /** Whether a literal with a suffix has a value of the type that it names. */
  static boolean isInRange(String image, boolean negative) {
    String upper = image.toUpperCase(Locale.ROOT);
    if (upper.endsWith("BD")) {
      BigDecimal value = new BigDecimal(upper.substring(0, upper.length() - 2));
      BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
      return Math.max(plain.precision(), plain.scale()) <= MAX_DECIMAL_DIGITS;
    }
    char suffix = upper.charAt(upper.length() - 1);
    if (Character.isDigit(suffix) || suffix == '.') {
      return upper.indexOf('E') >= 0
          ? !Double.isInfinite(Double.parseDouble(upper))
          : upper.replace(".", "").length() <= MAX_DECIMAL_DIGITS;
    }
    String digits = upper.substring(0, upper.length() - 1);
    return switch (suffix) {
      case 'F' -> !Float.isInfinite(Float.parseFloat(digits));
      case 'D' -> !Double.isInfinite(Double.parseDouble(digits));
      default -> {
        BigDecimal value = new BigDecimal(digits);
        BigDecimal limit = BigDecimal.valueOf(2).pow(suffix == 'L' ? 63 : suffix == 'S' ? 15 : 7);
        yield value.compareTo(limit) < (negative ? 1 : 0);
      }
    };
  }

  /** A length, a precision or a scale; a number that is too large for any is the largest int. */
  static int small(String image) {
    return image.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(image);
  }

  private static SqlLiteral plain(String number, SqlParserPos at) {
    return number.indexOf('E') < 0 ? exact(number, at) : SqlLiteral.createApproxNumeric(number, at);
  }

  /** Calcite counts a leading zero as a digit of a decimal, and Spark does not. */
  private static SqlLiteral exact(String number, SqlParserPos at) {
    boolean negative = number.startsWith("-");
    String digits = negative ? number.substring(1) : number;
    int point = digits.indexOf('.');
    int start = 0;
    while (start < point && digits.charAt(start) == '0') {
      start++;
    }
    String stripped = digits.substring(start);
    String kept = stripped.equals(".") ? "0" : stripped;
    return SqlLiteral.createExactNumeric(negative ? "-" + kept : kept, at);
  }

  private static SqlNode cast(SqlNode number, SqlTypeName type, SqlParserPos at) {
    return cast(number, type, -1, at);
  }

  private static SqlNode cast(SqlNode number, SqlTypeName type, int precision, SqlParserPos at) {
    return SparkCast.CAST.createCall(
        at,
        number,
        new SqlDataTypeSpec(
            precision < 0
                ? new SqlBasicTypeNameSpec(type, at)
                : new SqlBasicTypeNameSpec(type, precision, 0, at),
            at));
  }
}
