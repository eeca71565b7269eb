package io.penstock.planner.parser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * SQL pipe syntax as nested queries. A query that only selects all of a relation, and perhaps
 * filters it, stays open: what follows sees its tables by their names, as in Spark.
 */
final class Pipes {
  private Pipes() {}

  /** What a query selects all of, with the conditions on it; else the query as a whole. */
  static Source source(SqlNode input) {
    return new Source(relation(input), List.of());
  }

  /** The relation that a join or a SELECT is put on. */
  static SqlNode relation(SqlNode input) {
    if (input.getKind() == SqlKind.VALUES) {
      return SparkNodes.inlineTable(input, null, null, true);
    }
    if (input.getKind() == SqlKind.EXPLICIT_TABLE) {
      return ((SqlCall) input).operand(0);
    }
    SqlSelect select = open(input);
    SqlNode from = select == null ? null : select.getFrom();
    return from == null ? input : from;
  }

  /** The conditions of {@link #relation}'s rows. */
  static List<SqlNode> demands(SqlNode input) {
    SqlSelect select = open(input);
    SqlNode where = select == null ? null : select.getWhere();
    return where == null ? List.of() : List.of(where);
  }

  private static @Nullable SqlSelect open(SqlNode input) {
    return input instanceof SqlSelect select
            && select.getFrom() != null
            && !select.isDistinct()
            && select.getGroup() == null
            && select.getHaving() == null
            && select.getWindowList().isEmpty()
            && select.getSelectList().size() == 1
            && select.getSelectList().get(0) instanceof SqlIdentifier item
            && item.isStar()
            && item.names.size() == 1
        ? select
        : null;
  }

  /** A SELECT over {@link #source}, with the input's conditions. */
  static SqlNode filtered(SqlSelect select, SqlNode input) {
    select.setWhere(SparkNodes.where(demands(input), null));
    return select;
  }

  static SqlNode where(SqlNode input, SqlNode condition, SqlParserPos at) {
    return select(List.of(SqlIdentifier.star(at)), input, demands(input), condition, null, at);
  }

  static SqlNode extended(SqlNode input, SqlNodeList items, SqlParserPos at) {
    List<SqlNode> all = new ArrayList<>();
    all.add(SqlIdentifier.star(at));
    all.addAll(items.getList());
    return select(all, input, demands(input), null, null, at);
  }

  static SqlNode assigned(SqlNode input, SqlIdentifier column, SqlNode value, SqlParserPos at) {
    SqlNode named =
        SqlStdOperatorTable.AS.createCall(
            column.getParserPosition().plus(value.getParserPosition()), value, column);
    SqlNode replaced = new SqlStarReplace(at, SqlIdentifier.star(at), SqlNodeList.of(named));
    return select(List.of(replaced), input, demands(input), null, null, at);
  }

  static SqlNode dropped(SqlNode input, SqlNodeList names, SqlParserPos at) {
    SqlNode rest = SparkNodes.star(SqlIdentifier.star(at), names);
    return select(List.of(rest), input, demands(input), null, null, at);
  }

  static SqlNode named(SqlNode input, SqlIdentifier name, SqlParserPos at) {
    return SparkNodes.selectAll(at, new Source(SparkNodes.aliased(input, name, null), List.of()));
  }

  /** The input as a query that ORDER BY and LIMIT can be put on. */
  static SqlNode whole(SqlNode input) {
    return switch (input.getKind()) {
      case ORDER_BY, EXPLICIT_TABLE, VALUES ->
          SparkNodes.selectAll(input.getParserPosition(), source(input));
      default -> input;
    };
  }

  /**
   * The keys and behind them the aggregates; null for a key that is a literal, unless it is the
   * position of a column of the input whose name is known.
   */
  static @Nullable SqlNode aggregated(
      SqlNode input, SqlNodeList items, SqlNodeList keys, SqlParserPos at) {
    List<SqlNode> all = new ArrayList<>();
    List<SqlNode> groups = new ArrayList<>();
    for (SqlNode written : keys) {
      SqlNode key = written instanceof SqlNumericLiteral number ? column(input, number) : written;
      SqlNode value = key != null && key.getKind() == SqlKind.AS ? ((SqlCall) key).operand(0) : key;
      if (key == null || value == null || value instanceof SqlLiteral) {
        return null;
      }
      all.add(key);
      groups.add(value.accept(new NodeCopy()));
    }
    all.addAll(items.getList());
    SqlNodeList grouping = groups.isEmpty() ? null : new SqlNodeList(groups, at);
    return select(all, input, demands(input), null, grouping, at);
  }

  /** The column of the input at a position; null if it is not known or has no name. */
  private static @Nullable SqlNode column(SqlNode input, SqlNumericLiteral position) {
    List<SqlNode> columns = columns(input);
    if (!position.isInteger()
        || position.bigDecimalValue().signum() <= 0
        || position.bigDecimalValue().compareTo(BigDecimal.valueOf(columns.size())) > 0) {
      return null;
    }
    SqlNode column = columns.get(position.intValue(false) - 1);
    SqlNode name = column.getKind() == SqlKind.AS ? ((SqlCall) column).operand(1) : column;
    if (!(name instanceof SqlIdentifier identifier)) {
      return null;
    }
    String last = identifier.names.get(identifier.names.size() - 1);
    SqlParserPos at = position.getParserPosition().withQuoting(true);
    return new SqlIdentifier(List.of(last), null, at, List.of(at));
  }

  /** What stands in the input's select list, or the names of its inline table; else nothing. */
  private static List<SqlNode> columns(SqlNode input) {
    SqlNode from = relation(input);
    if (from.getKind() == SqlKind.AS && ((SqlCall) from).operandCount() > 2) {
      List<SqlNode> operands = ((SqlCall) from).getOperandList();
      return operands.subList(2, operands.size());
    }
    boolean stars =
        !(input instanceof SqlSelect select)
            || select.getSelectList().stream().anyMatch(Pipes::isStar);
    return stars ? List.of() : ((SqlSelect) input).getSelectList().getList();
  }

  private static boolean isStar(SqlNode item) {
    return item instanceof SqlStarExclude
        || item instanceof SqlStarReplace
        || (item instanceof SqlIdentifier identifier && identifier.isStar());
  }

  private static SqlNode select(
      List<SqlNode> items,
      SqlNode input,
      List<SqlNode> demands,
      @Nullable SqlNode condition,
      @Nullable SqlNodeList groups,
      SqlParserPos at) {
    return new SqlSelect(
        at,
        SqlNodeList.EMPTY,
        new SqlNodeList(items, at),
        relation(input),
        SparkNodes.where(demands, condition),
        groups,
        null,
        SqlNodeList.EMPTY,
        null,
        null,
        null,
        null,
        null);
  }
}
