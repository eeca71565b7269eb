package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.parser.AllColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY ALL and ORDER BY ALL as lists of positions in the select list. Where the author's list
 * does not tell which those of GROUP BY ALL are, the statement is refused; ORDER BY ALL has to wait
 * until the validator has expanded the list's stars.
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
    return copy;
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
      checkKnown(items.get(i), at);
      Aggregates aggregates = Aggregates.of(items.get(i));
      if (aggregates.windows || (aggregates.found && aggregates.columns)) {
        throw refused(at, "GROUP BY ALL with such a select list");
      }
      if (!aggregates.found) {
        groups.add(position(i, at));
      }
    }
    return groups.isEmpty() ? null : new SqlNodeList(groups, at);
  }

  /** ORDER BY ALL of so many columns as a list of positions; another list as it is. */
  static SqlNodeList ordered(SqlNodeList keys, int columns) {
    SqlNode plain = keys.isEmpty() ? keys : keys.get(0);
    while (plain instanceof SqlCall call && call.operandCount() > 0 && isDirection(call)) {
      plain = call.operand(0);
    }
    if (!(plain instanceof AllColumns)) {
      return keys;
    }
    SqlParserPos at = plain.getParserPosition();
    List<SqlNode> positions = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      positions.add(directed(keys.get(0), position(i, at)));
    }
    return new SqlNodeList(positions, at);
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

  private void checkKnown(SqlNode item, SqlParserPos at) {
    boolean star =
        (item instanceof SqlIdentifier identifier && identifier.isStar())
            || item instanceof SqlStarExclude;
    if (star) {
      throw refused(at, "GROUP BY ALL with a star in the select list");
    }
  }

  private PenstockException refused(SqlParserPos at, String what) {
    return text.failure(
        text.offset(at.getLineNum(), at.getColumnNum()),
        ErrorCode.UNSUPPORTED_FEATURE,
        what + " cannot be planned yet.");
  }
}
