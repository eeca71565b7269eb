package io.penstock.planner.dialect;

import io.penstock.planner.types.SparkTypeSystem;
import java.util.Locale;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAlienSystemTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.SparkSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's Spark dialect, made exact: Spark's own type system (the stock one clips casts to
 * DECIMAL(19, s)), its string escapes and type names.
 */
final class EngineSqlDialect extends SparkSqlDialect {
  static final EngineSqlDialect INSTANCE = new EngineSqlDialect();

  private EngineSqlDialect() {
    super(
        SparkSqlDialect.DEFAULT_CONTEXT
            .withDataTypeSystem(SparkTypeSystem.INSTANCE)
            .withIdentifierQuoteString("`")
            .withNullCollation(NullCollation.LOW));
  }

  @Override
  protected boolean allowsAs() {
    return true;
  }

  @Override
  public void quoteStringLiteral(StringBuilder target, @Nullable String charsetName, String value) {
    target.append('\'').append(value.replace("\\", "\\\\").replace("'", "\\'")).append('\'');
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
    if (call.getKind() == SqlKind.SAFE_CAST) {
      SqlWriter.Frame frame = writer.startFunCall("TRY_CAST");
      call.operand(0).unparse(writer, 0, 0);
      writer.sep("AS");
      call.operand(1).unparse(writer, 0, 0);
      writer.endFunCall(frame);
    } else if (call.getKind() == SqlKind.TRIM) {
      // Calcite would make a regular expression of it, as old Hive needs.
      call.getOperator().unparse(writer, call, leftPrecedence, rightPrecedence);
    } else {
      super.unparseCall(writer, call, leftPrecedence, rightPrecedence);
    }
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case CHAR, VARCHAR -> named("STRING", type);
      case BINARY, VARBINARY -> named("BINARY", type);
      case REAL -> named("FLOAT", type);
      case INTEGER -> named("INT", type);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> named("TIMESTAMP", type);
      case TIMESTAMP -> named("TIMESTAMP_NTZ", type);
      case DECIMAL ->
          named(
              String.format(Locale.ROOT, "DECIMAL(%d, %d)", type.getPrecision(), type.getScale()),
              type);
      default -> super.getCastSpec(type);
    };
  }

  private static SqlNode named(String name, RelDataType type) {
    SqlParserPos at = SqlParserPos.ZERO;
    return new SqlDataTypeSpec(new SqlAlienSystemTypeNameSpec(name, type.getSqlTypeName(), at), at);
  }
}
