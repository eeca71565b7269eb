package io.penstock.planner.parser;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.types.SparkTypeParser;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** A type by Spark's name for it, where Calcite's grammar has none. */
final class ParsedTypeName extends SqlTypeNameSpec {
  private final String text;

  /**
   * @param text as {@link SparkTypeParser} reads it
   */
  ParsedTypeName(String text, SqlParserPos at) {
    super(new SqlIdentifier(text, at), at);
    this.text = text;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return SparkTypeParser.parse(text, validator.getTypeFactory())
        .orElseThrow(
            () ->
                new PenstockException(
                    ErrorCode.UNSUPPORTED_FEATURE, "The type " + text + " cannot be planned."));
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.literal(text);
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return (other instanceof ParsedTypeName type && text.equals(type.text))
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, other);
  }
}
