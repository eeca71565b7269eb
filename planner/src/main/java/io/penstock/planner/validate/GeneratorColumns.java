package io.penstock.planner.validate;

import io.penstock.planner.functions.GeneratorFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * A generator in a select list as a relation beside the FROM clause, which is what it means there.
 * Where that would change what else is in the list, stars or aggregates, it stays as it is, and the
 * validator refuses it.
 */
final class GeneratorColumns extends SqlShuttle {
  private static final String RELATION = "generated";

  private GeneratorColumns() {}

  static SqlNode expand(SqlNode query) {
    SqlNode expanded = query.accept(new GeneratorColumns());
    if (expanded == null) {
      throw new IllegalStateException("a query was expanded to nothing");
    }
    return expanded;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode copy = super.visit(call);
    if (copy instanceof SqlSelect select) {
      List<SqlNode> items = select.getSelectList().getList();
      List<SqlNode> generators =
          items.stream().filter(item -> generator(item).isPresent()).toList();
      boolean plain =
          generators.size() == 1
              && select.getGroup() == null
              && select.getHaving() == null
              && select.getWindowList().isEmpty()
              && items.stream().allMatch(GeneratorColumns::isUnchanged);
      if (plain) {
        unnest(select, items.indexOf(generators.get(0)));
      }
    }
    return copy;
  }

  private static Optional<GeneratorFunction> generator(SqlNode item) {
    return unnamed(item) instanceof SqlCall call
            && call.getOperator() instanceof SqlFunction function
            && function.getSqlIdentifier() != null
            && function.getSqlIdentifier().isSimple()
        ? GeneratorFunction.of(function.getName())
        : Optional.empty();
  }

  private static SqlNode unnamed(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  /** Whether an item means the same over the rows that the generator makes. */
  private static boolean isUnchanged(SqlNode item) {
    boolean star =
        item instanceof SqlStarExclude
            || (item instanceof SqlIdentifier name && name.isStar() && name.names.size() == 1);
    Aggregates aggregates = Aggregates.of(item);
    return !star && !aggregates.found && !aggregates.windows;
  }

  private static void unnest(SqlSelect select, int index) {
    SqlNode item = select.getSelectList().get(index);
    SqlCall call = (SqlCall) unnamed(item);
    SqlParserPos at = item.getParserPosition();
    SqlNode rows =
        SqlStdOperatorTable.COLLECTION_TABLE.createCall(
            at, generator(item).orElseThrow().createCall(at, call.getOperandList()));
    SqlNode from = select.getFrom();
    List<SqlNode> operands = new ArrayList<>();
    operands.add(from == null ? rows : SqlStdOperatorTable.LATERAL.createCall(at, rows));
    operands.add(new SqlIdentifier(RELATION, at));
    if (item.getKind() == SqlKind.AS) {
      operands.add(((SqlCall) item).operand(1));
    }
    SqlNode relation = SqlStdOperatorTable.AS.createCall(at, operands);
    select.setFrom(
        from == null
            ? relation
            : new SqlJoin(
                at,
                from,
                SqlLiteral.createBoolean(false, at),
                JoinType.COMMA.symbol(at),
                relation,
                JoinConditionType.NONE.symbol(at),
                null));
    List<SqlNode> items = new ArrayList<>(select.getSelectList().getList());
    items.set(index, SqlIdentifier.star(List.of(RELATION, ""), at, List.of(at, at)));
    select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
  }
}
