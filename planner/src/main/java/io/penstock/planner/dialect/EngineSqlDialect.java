package io.penstock.planner.dialect;

import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.types.SparkTypeSystem;
import io.penstock.planner.types.SparkTypeText;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.sql.SqlAlienSystemTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.SparkSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's Spark dialect, made exact: Spark's own type system (the stock one clips casts to
 * DECIMAL(19, s)), its string escapes and type names.
 */
final class EngineSqlDialect extends SparkSqlDialect {
  static final EngineSqlDialect INSTANCE = new EngineSqlDialect();

  /** What binds closer than NOT takes values only. */
  private static final int VALUES_ONLY = SqlStdOperatorTable.NOT.getRightPrec() + 1;

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
    } else if (call.getKind() == SqlKind.COLLECTION_TABLE) {
      // Spark calls a function in FROM without TABLE around it.
      call.operand(0).unparse(writer, 0, 0);
    } else if (isPredicate(call) && Math.max(leftPrecedence, rightPrecedence) >= VALUES_ONLY) {
      // In Spark's grammar a predicate is no operand of a comparison.
      SqlWriter.Frame frame = writer.startList("(", ")");
      super.unparseCall(writer, call, 0, 0);
      writer.endList(frame);
    } else {
      super.unparseCall(writer, call, leftPrecedence, rightPrecedence);
    }
  }

  private static boolean isPredicate(SqlCall call) {
    return switch (call.getKind()) {
      case LIKE, RLIKE, BETWEEN, IN, NOT_IN, EXISTS -> true;
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> true;
      default -> false;
    };
  }

  /** Without the number of digits, which Spark has no syntax for. */
  @Override
  public void unparseSqlIntervalQualifier(
      SqlWriter writer, SqlIntervalQualifier qualifier, RelDataTypeSystem typeSystem) {
    writer.keyword(qualifier.getStartUnit().name());
    TimeUnit end = qualifier.timeUnitRange.endUnit;
    if (end != null && end != qualifier.getStartUnit()) {
      writer.keyword("TO");
      writer.keyword(end.name());
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
      case ARRAY, MAP, ROW -> named(nested(type), type);
      case TIME -> named("TIME(" + type.getPrecision() + ")", type);
      case VARIANT, OTHER, NULL -> named(SparkTypeText.of(ArrowTypes.toArrow("", type)), type);
      default ->
          SqlTypeUtil.isInterval(type)
              ? named(SparkTypeText.interval(type), type)
              : super.getCastSpec(type);
    };
  }

  private String nested(RelDataType type) {
    if (type.isStruct()) {
      return type.getFieldList().stream()
          .map(f -> quoteIdentifier(f.getName()) + ": " + nested(f.getType()))
          .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
    RelDataType element = type.getComponentType();
    if (element != null) {
      return "ARRAY<" + nested(element) + ">";
    }
    RelDataType key = type.getKeyType();
    RelDataType value = type.getValueType();
    if (key != null && value != null) {
      return "MAP<" + nested(key) + ", " + nested(value) + ">";
    }
    SqlNode plain = getCastSpec(type);
    if (plain == null) {
      throw new UnsupportedOperationException("no text for the type " + type);
    }
    return plain.toSqlString(this).getSql();
  }

  private static SqlNode named(String name, RelDataType type) {
    SqlParserPos at = SqlParserPos.ZERO;
    return new SqlDataTypeSpec(new TypeText(name, type.getSqlTypeName()), at);
  }

  /** A type's name as it is: Calcite's own writes all in capitals, the names of fields too. */
  private static final class TypeText extends SqlAlienSystemTypeNameSpec {
    private final String text;

    TypeText(String text, SqlTypeName type) {
      super(text, type, SqlParserPos.ZERO);
      this.text = text;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
      writer.literal(text);
    }
  }
}
