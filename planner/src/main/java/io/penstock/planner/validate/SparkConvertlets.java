package io.penstock.planner.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** Conversion of expressions that keeps casts as they are written: Calcite would fold some. */
final class SparkConvertlets implements SqlRexConvertletTable {
  private final PlanningDeadline deadline;

  SparkConvertlets(PlanningDeadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    deadline.check();
    return call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST
        ? SparkConvertlets::cast
        : StandardConvertletTable.INSTANCE.get(call);
  }

  private static RexNode cast(SqlRexContext context, SqlCall call) {
    RexNode value = context.convertExpression(call.operand(0));
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    if (isBoolean(type) && isBoolean(value.getType())) {
      // Calcite refuses such a cast around a condition.
      return value;
    }
    return context
        .getRexBuilder()
        .makeAbstractCast(type, value, call.getKind() == SqlKind.SAFE_CAST);
  }

  private static boolean isBoolean(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.BOOLEAN;
  }
}
