package io.penstock.planner.validate;

import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds the identifier that stands at a place. */
final class IdentifierFinder extends SqlBasicVisitor<Void> {
  private final int line;
  private final int column;
  private @Nullable SqlIdentifier found;

  private IdentifierFinder(int line, int column) {
    this.line = line;
    this.column = column;
  }

  /** The longest of those that cover the place. */
  static Optional<SqlIdentifier> find(SqlNode query, int line, int column) {
    IdentifierFinder finder = new IdentifierFinder(line, column);
    query.accept(finder);
    return Optional.ofNullable(finder.found);
  }

  @Override
  public @Nullable Void visit(SqlIdentifier identifier) {
    SqlParserPos at = identifier.getParserPosition();
    boolean covers =
        at.getLineNum() <= line
            && at.getEndLineNum() >= line
            && (at.getLineNum() < line || at.getColumnNum() <= column)
            && (at.getEndLineNum() > line || at.getEndColumnNum() >= column);
    SqlIdentifier before = found;
    if (covers && (before == null || identifier.names.size() > before.names.size())) {
      found = identifier;
    }
    return null;
  }
}
