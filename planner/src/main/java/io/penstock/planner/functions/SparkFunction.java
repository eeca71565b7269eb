package io.penstock.planner.functions;

import io.penstock.planner.functions.Signature.Stability;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;

/** One of Spark's functions that gives one value for each row. */
final class SparkFunction extends SqlFunction {
  /** They may stand without brackets. */
  private static final Set<String> WITHOUT_BRACKETS =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "current_user",
          "session_user",
          "user");

  private final Signature signature;

  SparkFunction(Signature signature) {
    super(
        signature.name().toUpperCase(Locale.ROOT),
        SqlKind.OTHER_FUNCTION,
        new SignatureTypes(signature),
        Operands.LIKE_FIRST_KNOWN,
        new SignatureOperands(signature),
        SqlFunctionCategory.SYSTEM);
    this.signature = signature;
  }

  @Override
  public SqlSyntax getSyntax() {
    return WITHOUT_BRACKETS.contains(signature.name()) ? SqlSyntax.FUNCTION_ID : SqlSyntax.FUNCTION;
  }

  @Override
  public boolean isDeterministic() {
    return signature.stability() != Stability.RANDOM;
  }

  @Override
  public boolean isDynamicFunction() {
    return signature.stability() == Stability.CURRENT;
  }
}
