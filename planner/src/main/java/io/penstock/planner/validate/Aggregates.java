package io.penstock.planner.validate;

import io.penstock.planner.functions.SparkOperatorTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/** Looks for aggregates, and for columns outside of them, in an item; not in sub-queries. */
final class Aggregates extends SqlBasicVisitor<@Nullable Void> {
  boolean found;
  boolean columns;
  boolean windows;

  static Aggregates of(SqlNode item) {
    Aggregates aggregates = new Aggregates();
    item.accept(aggregates);
    return aggregates;
  }

  @Override
  public @Nullable Void visit(SqlIdentifier identifier) {
    columns = true;
    return null;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY)) {
      return null;
    }
    if (call.getKind() == SqlKind.AS) {
      return call.operand(0).accept(this);
    }
    windows |= call.getKind() == SqlKind.OVER;
    if (isAggregate(call.getOperator())) {
      found = true;
      return null;
    }
    return super.visit(call);
  }

  private static boolean isAggregate(SqlOperator operator) {
    if (operator.isAggregator()) {
      return true;
    }
    if (!(operator instanceof SqlFunction function) || function.getSqlIdentifier() == null) {
      return false;
    }
    List<SqlOperator> overloads = new ArrayList<>();
    SparkOperatorTable.instance()
        .lookupOperatorOverloads(
            function.getSqlIdentifier(),
            null,
            SqlSyntax.FUNCTION,
            overloads,
            SqlNameMatchers.withCaseSensitive(false));
    return overloads.stream().anyMatch(SqlAggFunction.class::isInstance);
  }
}
