package io.penstock.planner.functions;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.planner.types.SparkTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Spark's functions that give rows, where they stand in FROM or in LATERAL VIEW. Their names in the
 * operator table are none that an author could write, since they are no values.
 */
public final class GeneratorFunction extends SqlFunction implements SqlTableFunction {
  /** What rows a call has; null if it can have none. */
  private interface Rows {
    @Nullable RelDataType of(SqlOperatorBinding call);
  }

  private static final Map<String, GeneratorFunction> ALL =
      List.of(
              new GeneratorFunction("explode", 1, 1, call -> exploded(call, false, false)),
              new GeneratorFunction("explode_outer", 1, 1, call -> exploded(call, false, true)),
              new GeneratorFunction("posexplode", 1, 1, call -> exploded(call, true, false)),
              new GeneratorFunction("posexplode_outer", 1, 1, call -> exploded(call, true, true)),
              new GeneratorFunction("inline", 1, 1, call -> inlined(call, false)),
              new GeneratorFunction("inline_outer", 1, 1, call -> inlined(call, true)),
              new GeneratorFunction("stack", 2, -1, GeneratorFunction::stacked),
              new GeneratorFunction("json_tuple", 2, -1, GeneratorFunction::jsonFields),
              new GeneratorFunction("sql_keywords", 0, 0, GeneratorFunction::keywords))
          .stream()
          .collect(Collectors.toMap(function -> function.spelling, Function.identity()));

  /** The names of their parameters, of those that have one. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "explode", "collection",
          "explode_outer", "collection",
          "posexplode", "collection",
          "posexplode_outer", "collection",
          "inline", "input",
          "inline_outer", "input");

  private final String spelling;
  private final Rows rows;

  private GeneratorFunction(String spelling, int min, int max, Rows rows) {
    super(
        spelling.toUpperCase(Locale.ROOT) + " TABLE",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.CURSOR,
        Operands.LIKE_FIRST_KNOWN,
        Operands.any(min, max),
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
    this.spelling = spelling;
    this.rows = rows;
  }

  static List<GeneratorFunction> all() {
    return List.copyOf(ALL.values());
  }

  /** Of the name that an author writes, if it is one of these. */
  public static Optional<GeneratorFunction> of(String name) {
    return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Qualifies the columns among the arguments, which may have names that the rows have as well. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    RelDataType type = super.deriveType(validator, scope, call);
    for (int i = 0; i < call.operandCount(); i++) {
      SqlNode qualified = validator.expand(call.operand(i), scope);
      validator.deriveType(scope, qualified);
      call.setOperand(i, qualified);
    }
    return type;
  }

  /** Whether its one parameter has this name. */
  public boolean hasParameter(String name) {
    return name.equalsIgnoreCase(PARAMETERS.get(spelling));
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return this::row;
  }

  private RelDataType row(SqlOperatorBinding call) {
    RelDataType row = rows.of(call);
    if (row == null) {
      throw new Misuse(
              Failure.of(
                  ErrorCode.UNSUPPORTED_FEATURE,
                  "Function " + spelling + " cannot be planned with such arguments."))
          .at(call);
    }
    return row;
  }

  private static @Nullable RelDataType exploded(
      SqlOperatorBinding call, boolean withPosition, boolean outer) {
    RelDataTypeFactory factory = call.getTypeFactory();
    RelDataType type = call.getOperandType(0);
    RelDataTypeFactory.Builder row = factory.builder();
    if (withPosition) {
      row.add("pos", nullable(factory, factory.createSqlType(SqlTypeName.INTEGER), outer));
    }
    if (type.getComponentType() != null) {
      return row.add("col", nullable(factory, type.getComponentType(), outer)).build();
    }
    RelDataType key = type.getKeyType();
    RelDataType value = type.getValueType();
    return key == null || value == null
        ? null
        : row.add("key", nullable(factory, key, outer))
            .add("value", nullable(factory, value, outer))
            .build();
  }

  /** The fields of an array's structs; a struct that is NULL makes all of them so. */
  private static @Nullable RelDataType inlined(SqlOperatorBinding call, boolean outer) {
    RelDataTypeFactory factory = call.getTypeFactory();
    RelDataType struct = call.getOperandType(0).getComponentType();
    if (struct == null || !struct.isStruct()) {
      return null;
    }
    RelDataTypeFactory.Builder row = factory.builder();
    for (RelDataTypeField field : struct.getFieldList()) {
      row.add(field.getName(), nullable(factory, field.getType(), outer || struct.isNullable()));
    }
    return row.build();
  }

  /** So many rows of all values but the first, which says how many. */
  private static @Nullable RelDataType stacked(SqlOperatorBinding call) {
    RelDataTypeFactory factory = call.getTypeFactory();
    int count = Arguments.number(call, 0).map(BigDecimal::intValue).orElse(0);
    if (count <= 0) {
      return null;
    }
    int values = call.getOperandCount() - 1;
    int columns = (values + count - 1) / count;
    RelDataTypeFactory.Builder row = factory.builder();
    for (int column = 0; column < columns; column++) {
      RelDataType type = factory.createSqlType(SqlTypeName.NULL);
      for (int value = column; value < values; value += columns) {
        RelDataType other = call.getOperandType(value + 1);
        boolean fits =
            SparkTypes.isNull(type)
                || SparkTypes.isNull(other)
                || TypeKind.of(type) == TypeKind.of(other);
        if (!fits) {
          return null;
        }
        type = SparkTypes.isNull(type) ? other : type;
      }
      row.add("col" + column, nullable(factory, type, true));
    }
    return row.build();
  }

  private static RelDataType jsonFields(SqlOperatorBinding call) {
    RelDataTypeFactory factory = call.getTypeFactory();
    RelDataTypeFactory.Builder row = factory.builder();
    RelDataType text = factory.createSqlType(SqlTypeName.VARCHAR);
    for (int field = 0; field < call.getOperandCount() - 1; field++) {
      row.add("c" + field, nullable(factory, text, true));
    }
    return row.build();
  }

  private static RelDataType keywords(SqlOperatorBinding call) {
    return call.getTypeFactory()
        .builder()
        .add("keyword", SqlTypeName.VARCHAR)
        .add("reserved", SqlTypeName.BOOLEAN)
        .build();
  }

  private static RelDataType nullable(RelDataTypeFactory factory, RelDataType type, boolean also) {
    return factory.createTypeWithNullability(
        type, also || type.isNullable() || SparkTypes.isNull(type));
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
    SqlWriter.Frame frame = writer.startFunCall(spelling.toUpperCase(Locale.ROOT));
    for (SqlNode operand : call.getOperandList()) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    writer.endFunCall(frame);
  }
}
