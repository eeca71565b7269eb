package io.penstock.planner.validate;

import io.penstock.execution.api.PenstockException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Reads names such as {@code f.x} as a field of the column f. Calcite takes f for a table there;
 * which it is only its validator can tell. Not thread-safe.
 */
final class FieldAccess extends SqlShuttle {
  /** Which operand of a join its condition is. */
  private static final int CONDITION = 5;

  /** By the names of what may be columns: the errors for when they are not. */
  private final Map<String, PenstockException> columns = new HashMap<>();

  /**
   * Has a name read as a column from now on.
   *
   * @param failure what is wrong if there is no such column either
   * @return whether that may help: not if there is no name, or if it is read so already
   */
  boolean add(Optional<String> name, PenstockException failure) {
    return name.isPresent()
        && columns.putIfAbsent(name.get().toUpperCase(Locale.ROOT), failure) == null;
  }

  /** The error that led to reading a name as a column, which it is not. */
  Optional<PenstockException> failure(Optional<String> unknownColumn) {
    return unknownColumn.map(name -> columns.get(name.toUpperCase(Locale.ROOT)));
  }

  SqlNode apply(SqlNode query) {
    SqlNode result = columns.isEmpty() ? query : query.accept(this);
    if (result == null) {
      throw new IllegalStateException("a query was rewritten to nothing");
    }
    return result;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
      return call;
    }
    if (!(call instanceof SqlSelect select)) {
      return super.visit(call);
    }
    select.getSelectList().replaceAll(this::named);
    if (select.getFrom() == null) {
      return super.visit(select);
    }
    SqlNode from = tables(select.getFrom());
    select.setFrom(null);
    SqlNode rest = super.visit(select);
    if (rest instanceof SqlSelect copy) {
      copy.setFrom(from);
    }
    return rest;
  }

  /** A FROM clause, in which such names are tables. */
  private SqlNode tables(SqlNode from) {
    if (from instanceof SqlJoin join) {
      join.setLeft(tables(join.getLeft()));
      join.setRight(tables(join.getRight()));
      if (join.getCondition() != null) {
        join.setOperand(CONDITION, join.getCondition().accept(this));
      }
      return join;
    }
    if (from instanceof SqlCall alias && alias.getKind() == SqlKind.AS) {
      alias.setOperand(0, tables(alias.operand(0)));
      return alias;
    }
    SqlNode query = from instanceof SqlIdentifier ? from : from.accept(this);
    return query == null ? from : query;
  }

  @Override
  public SqlNode visit(SqlIdentifier identifier) {
    return isField(identifier) ? access(identifier) : identifier;
  }

  private boolean isField(SqlIdentifier identifier) {
    return identifier.names.size() > 1
        && !identifier.isStar()
        && columns.containsKey(identifier.names.get(0).toUpperCase(Locale.ROOT));
  }

  private static SqlNode access(SqlIdentifier identifier) {
    SqlNode value = identifier.getComponent(0);
    for (int i = 1; i < identifier.names.size(); i++) {
      SqlParserPos at = identifier.getComponentParserPosition(i);
      value =
          SqlStdOperatorTable.ITEM.createCall(
              identifier.getComponentParserPosition(0).plus(at),
              value,
              SqlLiteral.createCharString(identifier.names.get(i), at));
    }
    return value;
  }

  /** Spark names a field that is selected after it. */
  private SqlNode named(SqlNode item) {
    if (!(item instanceof SqlIdentifier identifier) || !isField(identifier)) {
      return item;
    }
    int last = identifier.names.size() - 1;
    SqlIdentifier name =
        new SqlIdentifier(identifier.names.get(last), identifier.getComponentParserPosition(last));
    return SqlStdOperatorTable.AS.createCall(
        identifier.getParserPosition(), access(identifier), name);
  }
}
