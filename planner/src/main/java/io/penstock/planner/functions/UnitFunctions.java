package io.penstock.planner.functions;

import io.penstock.planner.types.SparkTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * TIMESTAMPADD and TIMESTAMPDIFF and their other names: a function for each unit, since a unit is
 * no value.
 */
public final class UnitFunctions {
  private static final List<String> UNITS =
      List.of(
          "YEAR",
          "QUARTER",
          "MONTH",
          "WEEK",
          "DAY",
          "DAYOFYEAR",
          "HOUR",
          "MINUTE",
          "SECOND",
          "MILLISECOND",
          "MICROSECOND");
  private static final Set<String> ADDING = Set.of("TIMESTAMPADD", "DATEADD", "DATE_ADD");

  private static final Map<String, SqlOperator> FUNCTIONS =
      UNITS.stream()
          .flatMap(
              unit ->
                  Stream.of(
                      new UnitFunction("TIMESTAMPADD", unit, UnitFunctions::sum),
                      new UnitFunction("TIMESTAMPDIFF", unit, UnitFunctions::difference)))
          .collect(Collectors.toMap(SqlOperator::getName, Function.identity()));

  private UnitFunctions() {}

  /** The function for a unit; empty if there is no such unit. */
  public static Optional<SqlOperator> of(String function, String unit) {
    boolean adds = ADDING.contains(function.toUpperCase(Locale.ROOT));
    String name = (adds ? "TIMESTAMPADD " : "TIMESTAMPDIFF ") + unit.toUpperCase(Locale.ROOT);
    return Optional.ofNullable(FUNCTIONS.get(name));
  }

  static List<SqlOperator> all() {
    return List.copyOf(FUNCTIONS.values());
  }

  /** A timestamp of the kind of the last operand; a date or a text becomes one with a zone. */
  private static @Nullable RelDataType sum(SqlOperatorBinding binding) {
    RelDataType start = binding.getOperandType(1);
    if (!isTime(start)) {
      return null;
    }
    RelDataTypeFactory factory = binding.getTypeFactory();
    SqlTypeName type =
        start.getSqlTypeName() == SqlTypeName.TIMESTAMP
            ? SqlTypeName.TIMESTAMP
            : SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    return factory.createTypeWithNullability(factory.createSqlType(type), isNullable(binding));
  }

  private static @Nullable RelDataType difference(SqlOperatorBinding binding) {
    if (!isTime(binding.getOperandType(0)) || !isTime(binding.getOperandType(1))) {
      return null;
    }
    RelDataTypeFactory factory = binding.getTypeFactory();
    return factory.createTypeWithNullability(
        factory.createSqlType(SqlTypeName.BIGINT), isNullable(binding));
  }

  private static boolean isTime(RelDataType type) {
    return SparkTypes.isDatetime(type) || SparkTypes.isString(type) || SparkTypes.isNull(type);
  }

  private static boolean isNullable(SqlOperatorBinding binding) {
    return binding.getOperandType(0).isNullable() || binding.getOperandType(1).isNullable();
  }

  /** Its name in the operator table is no name that an author could write. */
  private static final class UnitFunction extends SqlFunction {
    private final String function;
    private final String unit;

    UnitFunction(String function, String unit, SqlReturnTypeInference type) {
      super(
          function + " " + unit,
          SqlKind.OTHER_FUNCTION,
          type,
          Operands.LIKE_FIRST_KNOWN,
          Operands.any(2, 2),
          SqlFunctionCategory.TIMEDATE);
      this.function = function;
      this.unit = unit;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
      SqlWriter.Frame frame = writer.startFunCall(function);
      writer.sep(",");
      writer.literal(unit);
      for (SqlNode operand : call.getOperandList()) {
        writer.sep(",");
        operand.unparse(writer, 0, 0);
      }
      writer.endFunCall(frame);
    }
  }
}
