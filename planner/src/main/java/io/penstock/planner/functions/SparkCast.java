package io.penstock.planner.functions;

import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlCastFunction;

/** CAST and TRY_CAST: which types can be cast to which, only the engine knows. */
public final class SparkCast extends SqlCastFunction {
  public static final SqlFunction CAST = new SparkCast("CAST", SqlKind.CAST);
  public static final SqlFunction TRY_CAST = new SparkCast("TRY_CAST", SqlKind.SAFE_CAST);

  private SparkCast(String name, SqlKind kind) {
    super(name, kind);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    return true;
  }
}
