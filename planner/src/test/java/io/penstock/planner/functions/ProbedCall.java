package io.penstock.planner.functions;

import io.penstock.planner.functions.Probes.Argument;
import io.penstock.planner.types.SparkTypeFactory;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.runtime.Resources;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidatorException;
import org.jspecify.annotations.Nullable;

/** A call of arguments that were tried. */
final class ProbedCall extends SqlOperatorBinding implements Arguments.Named {
  private static final SparkTypeFactory FACTORY = new SparkTypeFactory();

  private final List<Argument> arguments;

  ProbedCall(List<Argument> arguments) {
    super(FACTORY, SqlStdOperatorTable.ROW);
    this.arguments = arguments;
  }

  @Override
  public int getOperandCount() {
    return arguments.size();
  }

  @Override
  public RelDataType getOperandType(int ordinal) {
    return arguments.get(ordinal).type();
  }

  @Override
  public boolean isOperandLiteral(int ordinal, boolean allowCast) {
    return !arguments.get(ordinal).isColumn();
  }

  @Override
  public <T> @Nullable T getOperandLiteralValue(int ordinal, Class<T> type) {
    return arguments.get(ordinal).literal().filter(type::isInstance).map(type::cast).orElse(null);
  }

  @Override
  public Optional<String> name(int argument) {
    return Optional.of(arguments.get(argument)).filter(Argument::isColumn).map(Argument::code);
  }

  @Override
  public CalciteException newError(Resources.ExInst<SqlValidatorException> e) {
    return new CalciteException(String.valueOf(e.ex().getMessage()), null);
  }
}
