package io.penstock.planner.parser;

import io.penstock.planner.functions.SparkCast;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;

/** Literals with their type before them. */
final class DateLiterals {
  private DateLiterals() {}

  /** A literal if Calcite can read it; Spark takes more, such as {@code DATE '2024-1'}. */
  static SqlNode date(String text, SqlParserPos at) {
    return isStandardDate(text)
        ? SqlLiteral.createDate(new DateString(text), at)
        : cast(text, SqlTypeName.DATE, at);
  }

  private static boolean isStandardDate(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return date.toString().equals(text) && text.length() == 10;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** A cast: what the text stands for may depend on the session's time zone. */
  static SqlNode timestamp(String text, boolean zoned, SqlParserPos at) {
    return cast(
        text, zoned ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP, at);
  }

  /** A cast: Spark takes more than Calcite reads. */
  static SqlNode time(String text, SqlParserPos at) {
    return cast(text, new ParsedTypeName("TIME", at), at);
  }

  /** Hexadecimal digits; of an odd number of them the first stands alone. */
  static SqlNode binary(String text, SqlParserPos at) {
    String even = text.length() % 2 == 0 ? text : "0" + text;
    return even.matches("[0-9a-fA-F]*")
        ? SqlLiteral.createBinaryString(even, at)
        : new SqlIdentifier("X", at);
  }

  private static SqlNode cast(String text, SqlTypeName type, SqlParserPos at) {
    return cast(text, new SqlBasicTypeNameSpec(type, at), at);
  }

  static SqlNode cast(String text, SqlTypeNameSpec type, SqlParserPos at) {
    return SparkCast.CAST.createCall(
        at, SqlLiteral.createCharString(text, at), new SqlDataTypeSpec(type, at));
  }
}
