package io.penstock.planner.validate;

import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Spark's {@code FROM VALUES (1, 'a'), (2, 'b') AS t} in brackets, with the names that Spark gives
 * to its columns, as the standard's grammar wants it.
 */
final class InlineTables {
  /** What may follow a table without being its alias. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          "WHERE",
          "GROUP",
          "ORDER",
          "JOIN",
          "LEFT",
          "RIGHT",
          "FULL",
          "INNER",
          "CROSS",
          "ON",
          "LIMIT",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "MINUS",
          "HAVING",
          "LATERAL",
          "NATURAL",
          "WINDOW",
          "QUALIFY",
          "OFFSET",
          "PIVOT",
          "UNPIVOT",
          "ANTI",
          "SEMI",
          "USING",
          "SORT",
          "CLUSTER",
          "DISTRIBUTE",
          "TABLESAMPLE");

  private final List<Token> tokens;
  private final Map<Integer, String> before = new HashMap<>();
  private final Map<Integer, String> after = new HashMap<>();

  InlineTables(List<Token> tokens) {
    this.tokens = tokens;
    for (int i = 1; i < tokens.size(); i++) {
      Token previous = tokens.get(i - 1);
      boolean inFrom = previous.isAny("FROM", "JOIN") || previous.isSymbol(",");
      if (inFrom && tokens.get(i).is("VALUES")) {
        bracket(i);
      }
    }
  }

  /** What to put before the token at an index. */
  String before(int index) {
    return before.getOrDefault(index, "");
  }

  /** What to put behind the token at an index. */
  String after(int index) {
    return after.getOrDefault(index, "");
  }

  private void bracket(int values) {
    int end = values;
    int width = 0;
    do {
      int row = rowEnd(end + 1);
      if (row < 0) {
        return;
      }
      width = width == 0 ? width(end + 1, row) : width;
      end = row;
    } while (isSymbol(end + 1, ",") && rowEnd(end + 2) > 0 && ++end > 0);
    before.put(values, "( ");
    String columns =
        IntStream.rangeClosed(1, width)
            .mapToObj(i -> "col" + i)
            .collect(Collectors.joining(", ", "(", ")"));
    int alias = end + 1 < tokens.size() && tokens.get(end + 1).is("AS") ? end + 2 : end + 1;
    if (!isAlias(alias)) {
      after.put(end, " ) AS `values` " + columns);
      return;
    }
    after.put(end, " )");
    if (!isSymbol(alias + 1, "(")) {
      after.put(alias, " " + columns);
    }
  }

  /** Index of the last token of a row in brackets, or of a literal; negative if there is none. */
  private int rowEnd(int start) {
    if (start >= tokens.size()) {
      return -1;
    }
    Kind kind = tokens.get(start).kind();
    if (kind == Kind.NUMBER || kind == Kind.STRING) {
      return start;
    }
    if (!isSymbol(start, "(")) {
      return -1;
    }
    int depth = 0;
    for (int i = start; i < tokens.size(); i++) {
      if (isSymbol(i, "(")) {
        depth++;
      } else if (isSymbol(i, ")")) {
        depth--;
      }
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private int width(int start, int end) {
    int commas = 0;
    int depth = 0;
    for (int i = start; i <= end; i++) {
      if (isSymbol(i, "(") || isSymbol(i, "[")) {
        depth++;
      } else if (isSymbol(i, ")") || isSymbol(i, "]")) {
        depth--;
      } else if (depth == 1 && isSymbol(i, ",")) {
        commas++;
      }
    }
    return commas + 1;
  }

  private boolean isAlias(int index) {
    if (index >= tokens.size()) {
      return false;
    }
    Token token = tokens.get(index);
    return token.kind() == Kind.QUOTED
        || (token.kind() == Kind.WORD && !NO_ALIAS.contains(token.upper()));
  }

  private boolean isSymbol(int index, String symbol) {
    return index < tokens.size() && tokens.get(index).isSymbol(symbol);
  }
}
