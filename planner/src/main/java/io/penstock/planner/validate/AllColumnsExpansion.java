package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.functions.SparkOperatorTable;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.parser.AllColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY ALL and ORDER BY ALL as lists of positions in the select list. Where the author's list
 * does not tell which those are, the statement is refused.
 */
final class AllColumnsExpansion extends SqlShuttle {
  private final SqlText text;

  private AllColumnsExpansion(SqlText text) {
    this.text = text;
  }

  static SqlNode expand(SqlNode query, SqlText text) {
    Finder finder = new Finder();
    query.accept(finder);
    if (!finder.found) {
      return query;
    }
    SqlNode expanded = query.accept(new AllColumnsExpansion(text));
    if (expanded == null) {
      throw new IllegalStateException("a query was expanded to nothing");
    }
    return expanded;
  }

  private static final class Finder extends SqlBasicVisitor<@Nullable Void> {
    boolean found;

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      found |= identifier instanceof AllColumns;
      return null;
    }
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode copy = super.visit(call);
    if (copy instanceof SqlSelect select && isAll(select.getGroup())) {
      select.setGroupBy(groups(select));
    }
    return copy instanceof SqlOrderBy order && !order.orderList.isEmpty() ? ordered(order) : copy;
  }

  private static boolean isAll(@Nullable SqlNodeList list) {
    return list != null && list.size() == 1 && list.get(0) instanceof AllColumns;
  }

  /** Those of the select list that aggregate nothing; no GROUP BY if there is none. */
  private @Nullable SqlNodeList groups(SqlSelect select) {
    SqlNodeList all = Objects.requireNonNull(select.getGroup());
    SqlParserPos at = all.getParserPosition();
    List<SqlNode> groups = new ArrayList<>();
    SqlNodeList items = select.getSelectList();
    for (int i = 0; i < items.size(); i++) {
      checkKnown(items.get(i), at, "GROUP BY ALL");
      Aggregates aggregates = new Aggregates();
      items.get(i).accept(aggregates);
      if (aggregates.windows || (aggregates.found && aggregates.columns)) {
        throw refused(at, "GROUP BY ALL with such a select list");
      }
      if (!aggregates.found) {
        groups.add(position(i, at));
      }
    }
    return groups.isEmpty() ? null : new SqlNodeList(groups, at);
  }

  private SqlNode ordered(SqlOrderBy order) {
    SqlNode key = order.orderList.get(0);
    SqlNode plain = key;
    while (plain instanceof SqlCall call && call.operandCount() > 0 && isDirection(call)) {
      plain = call.operand(0);
    }
    if (!(plain instanceof AllColumns)) {
      return order;
    }
    SqlParserPos at = plain.getParserPosition();
    SqlNode query = order.query;
    while (!(query instanceof SqlSelect)) {
      if (query instanceof SqlWith with) {
        query = with.body;
      } else if (query.getKind().belongsTo(SqlKind.SET_QUERY)) {
        query = ((SqlCall) query).operand(0);
      } else {
        throw refused(at, "ORDER BY ALL of such a query");
      }
    }
    SqlNodeList items = ((SqlSelect) query).getSelectList();
    List<SqlNode> keys = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      checkKnown(items.get(i), at, "ORDER BY ALL");
      keys.add(directed(key, position(i, at)));
    }
    return new SqlOrderBy(
        order.getParserPosition(),
        order.query,
        new SqlNodeList(keys, at),
        order.offset,
        order.fetch);
  }

  private static boolean isDirection(SqlCall call) {
    return switch (call.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> true;
      default -> false;
    };
  }

  /** A position with the direction of a key around it. */
  private static SqlNode directed(SqlNode key, SqlNode position) {
    if (key instanceof SqlCall call && isDirection(call)) {
      return call.getOperator()
          .createCall(call.getParserPosition(), directed(call.operand(0), position));
    }
    return position;
  }

  private static SqlNode position(int index, SqlParserPos at) {
    return SqlLiteral.createExactNumeric(Integer.toString(index + 1), at);
  }

  private void checkKnown(SqlNode item, SqlParserPos at, String what) {
    boolean star =
        (item instanceof SqlIdentifier identifier && identifier.isStar())
            || item instanceof SqlStarExclude;
    if (star) {
      throw refused(at, what + " with a star in the select list");
    }
  }

  private PenstockException refused(SqlParserPos at, String what) {
    return text.failure(
        text.offset(at.getLineNum(), at.getColumnNum()),
        ErrorCode.UNSUPPORTED_FEATURE,
        what + " cannot be planned yet.");
  }

  /** Looks for aggregates, and for columns outside of them, in an item; not in sub-queries. */
  private static final class Aggregates extends SqlBasicVisitor<@Nullable Void> {
    boolean found;
    boolean columns;
    boolean windows;

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
}
