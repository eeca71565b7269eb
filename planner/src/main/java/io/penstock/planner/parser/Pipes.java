package io.penstock.planner.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
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
   * The keys and behind them the aggregates; null for a key that is a number, which may be a
   * position.
   */
  static @Nullable SqlNode aggregated(
      SqlNode input, SqlNodeList items, SqlNodeList keys, SqlParserPos at) {
    List<SqlNode> all = new ArrayList<>();
    List<SqlNode> groups = new ArrayList<>();
    for (SqlNode key : keys) {
      SqlNode value = key.getKind() == SqlKind.AS ? ((SqlCall) key).operand(0) : key;
      if (value instanceof SqlLiteral) {
        return null;
      }
      all.add(key);
      groups.add(value.accept(new NodeCopy()));
    }
    all.addAll(items.getList());
    SqlNodeList grouping = groups.isEmpty() ? null : new SqlNodeList(groups, at);
    return select(all, input, demands(input), null, grouping, at);
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
