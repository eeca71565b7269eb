package io.penstock.planner.parser;

import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks ahead in a statement. Spark reserves hardly a word, so that what one means depends on what
 * follows it.
 */
final class Words {
  /** The precedence of comparisons. */
  static final int LOWEST = 1;

  private static final int NONE = 0;

  /** Of IDENTIFIER, its brackets and the text in them. */
  private static final int IDENTIFIER_CLAUSE_LENGTH = 4;

  /** Binary operators by how close they bind, as in Spark's grammar. */
  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("=", 1),
          Map.entry("==", 1),
          Map.entry("<>", 1),
          Map.entry("!=", 1),
          Map.entry("<", 1),
          Map.entry("<=", 1),
          Map.entry(">", 1),
          Map.entry(">=", 1),
          Map.entry("<=>", 1),
          Map.entry("|", 2),
          Map.entry("^", 3),
          Map.entry("&", 4),
          Map.entry("<<", 5),
          Map.entry(">>", 5),
          Map.entry(">>>", 5),
          Map.entry("+", 6),
          Map.entry("-", 6),
          Map.entry("||", 6),
          Map.entry("*", 7),
          Map.entry("/", 7),
          Map.entry("%", 7),
          Map.entry("DIV", 7));

  private static final Set<String> QUERY_STARTS =
      Set.of("SELECT", "WITH", "VALUES", "FROM", "TABLE", "MAP", "REDUCE");

  /** Words that follow a query in brackets which is a part of another. */
  private static final Set<String> AFTER_QUERY =
      Set.of(
          "UNION",
          "EXCEPT",
          "MINUS",
          "SETMINUS",
          "INTERSECT",
          "ORDER",
          "SORT",
          "CLUSTER",
          "DISTRIBUTE",
          "LIMIT",
          "OFFSET");

  /** Words of joins and set operations: no names of tables without AS. */
  private static final Set<String> STRICT =
      Set.of(
          "ANTI",
          "CROSS",
          "EXCEPT",
          "FULL",
          "INNER",
          "INTERSECT",
          "JOIN",
          "LATERAL",
          "LEFT",
          "MINUS",
          "NATURAL",
          "ON",
          "RIGHT",
          "SEMI",
          "SETMINUS",
          "UNION",
          "USING");

  /** Words that begin a clause unless nothing follows them. */
  private static final Set<String> CLAUSES =
      Set.of(
          "AND",
          "AS",
          "ASC",
          "BETWEEN",
          "DESC",
          "ELSE",
          "END",
          "EXCEPT",
          "FOR",
          "FROM",
          "HAVING",
          "IN",
          "INTERSECT",
          "IS",
          "LIKE",
          "LIMIT",
          "MINUS",
          "NOT",
          "NULLS",
          "OFFSET",
          "ON",
          "OR",
          "SELECT",
          "SETMINUS",
          "THEN",
          "UNION",
          "USING",
          "WHEN",
          "WHERE",
          "WINDOW");

  /** Words that begin a clause together with the word or bracket that follows them. */
  private static final Map<String, Set<String>> PAIRS =
      Map.ofEntries(
          Map.entry("CLUSTER", Set.of("BY")),
          Map.entry("DISTRIBUTE", Set.of("BY")),
          Map.entry("GROUP", Set.of("BY")),
          Map.entry("GROUPING", Set.of("SETS")),
          Map.entry("IGNORE", Set.of("NULLS")),
          Map.entry("LATERAL", Set.of("VIEW")),
          Map.entry("ORDER", Set.of("BY")),
          Map.entry("PIVOT", Set.of("(")),
          Map.entry("RESPECT", Set.of("NULLS")),
          Map.entry("SORT", Set.of("BY")),
          Map.entry("TABLESAMPLE", Set.of("(")),
          Map.entry("UNPIVOT", Set.of("(", "INCLUDE", "EXCLUDE")),
          Map.entry("WITH", Set.of("ROLLUP", "CUBE", "(", "SINGLE")));

  private static final Set<String> UNIT_FUNCTIONS =
      Set.of(
          "DATEADD",
          "DATE_ADD",
          "TIMESTAMPADD",
          "DATEDIFF",
          "DATE_DIFF",
          "TIMESTAMPDIFF",
          "TIMEDIFF");

  private static final Set<String> INTERVAL_UNITS =
      Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");

  private final List<Token> tokens;

  /** For each opening bracket the index of the one that closes it; the end if there is none. */
  private final int[] closing;

  Words(List<Token> tokens) {
    this.tokens = tokens;
    this.closing = new int[tokens.size()];
    Arrays.fill(closing, tokens.size());
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("(")) {
        open.push(i);
      } else if (tokens.get(i).isSymbol(")") && !open.isEmpty()) {
        closing[open.pop()] = i;
      }
    }
  }

  private boolean isEnd(int index) {
    return index >= tokens.size();
  }

  private boolean is(int index, String wordOrSymbol) {
    return !isEnd(index)
        && (tokens.get(index).is(wordOrSymbol) || tokens.get(index).isSymbol(wordOrSymbol));
  }

  /** The word at an index in upper case; empty if there is none. */
  private String word(int index) {
    return !isEnd(index) && tokens.get(index).kind() == Kind.WORD ? tokens.get(index).upper() : "";
  }

  private boolean isKind(int index, Kind kind) {
    return !isEnd(index) && tokens.get(index).kind() == kind;
  }

  /** Whether these words and symbols are at an index, one after the other. */
  boolean at(int index, String... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!is(index + i, expected[i])) {
        return false;
      }
    }
    return true;
  }

  boolean isAny(int index, String... expected) {
    for (String each : expected) {
      if (is(index, each)) {
        return true;
      }
    }
    return false;
  }

  boolean isName(int index) {
    return isKind(index, Kind.WORD) || isKind(index, Kind.QUOTED);
  }

  boolean isString(int index) {
    return isKind(index, Kind.STRING);
  }

  boolean isNumber(int index) {
    return isKind(index, Kind.NUMBER);
  }

  /** Whether a query in brackets begins here, and not an expression or a join. */
  boolean isQuery(int index) {
    int inner = index;
    while (is(inner, "(") && is(inner + 1, "(")) {
      inner++;
    }
    if (!is(inner, "(") || !startsQuery(inner + 1)) {
      return false;
    }
    // Brackets outside of the innermost hold a query only if that is a part of one.
    for (int bracket = inner; bracket > index; bracket--) {
      int behind = closing[bracket] + 1;
      boolean part = is(behind, ")") || is(behind, "|>") || AFTER_QUERY.contains(word(behind));
      if (!part) {
        return false;
      }
    }
    return true;
  }

  private boolean startsQuery(int index) {
    String word = word(index);
    if (!QUERY_STARTS.contains(word)) {
      return false;
    }
    return switch (word) {
      case "SELECT" -> isKind(index + 1, Kind.WORD) || startsExpression(index + 1);
      case "WITH", "TABLE" -> isName(index + 1);
      case "FROM" -> isName(index + 1) || is(index + 1, "(");
      case "VALUES" -> startsExpression(index + 1) && !at(index + 1, "[");
      default -> isName(index + 1) && !is(index + 1, "IS");
    };
  }

  /** Whether an expression may begin here. */
  boolean startsExpression(int index) {
    if (isEnd(index)) {
      return false;
    }
    return switch (tokens.get(index).kind()) {
      case SYMBOL -> isAny(index, "(", "-", "+", "~", "!", "*", "?", ":", "[");
      case WORD -> is(index, "NOT") || is(index, "END") || !isClause(index);
      case QUOTED, STRING, NUMBER -> true;
    };
  }

  boolean isSetOperator(int index, String... operators) {
    return isAny(index, operators);
  }

  /** ALL in GROUP BY or ORDER BY, and no column of that name in an expression. */
  boolean isAllColumns(int index) {
    boolean last = isEnd(index + 1) || is(index + 1, ")") || is(index + 1, "|>");
    return is(index, "ALL") && (last || isKind(index + 1, Kind.WORD));
  }

  /** Whether what follows GROUP BY begins as a list of expressions. */
  boolean isPlainGrouping(int index) {
    return !isAllColumns(index)
        && !at(index, "ROLLUP", "(")
        && !at(index, "CUBE", "(")
        && !at(index, "GROUPING", "SETS")
        && !at(index, "(", ")");
  }

  private boolean isClause(int index) {
    String word = word(index);
    Set<String> followers = PAIRS.get(word);
    if (followers != null) {
      return followers.stream().anyMatch(f -> is(index + 1, f));
    }
    return CLAUSES.contains(word)
        && !isEnd(index + 1)
        && !is(index + 1, ",")
        && !is(index + 1, ")");
  }

  /** A name of an expression, without AS before it. */
  boolean isColumnAlias(int index) {
    return isKind(index, Kind.QUOTED) || (isKind(index, Kind.WORD) && !isClause(index));
  }

  /** A name of a relation, without AS before it. */
  boolean isTableAlias(int index) {
    return isColumnAlias(index) && !STRICT.contains(word(index)) && !isTimeTravel(index);
  }

  /** IDENTIFIER ('name'), which may stand for a name. */
  boolean isIdentifierClause(int index) {
    return at(index, "IDENTIFIER", "(") && isString(index + 2) && is(index + 3, ")");
  }

  private int behindName(int index) {
    return isIdentifierClause(index) ? index + IDENTIFIER_CLAUSE_LENGTH : index + 1;
  }

  /** SELECT TRANSFORM (...) and what stands for it; TRANSFORM is a function as well. */
  boolean isTransform(int index) {
    if (isAny(index, "MAP", "REDUCE")) {
      return true;
    }
    if (!at(index, "SELECT", "TRANSFORM", "(")) {
      return false;
    }
    int behind = closing[index + 2] + 1;
    return is(behind, "USING") || at(behind, "ROW", "FORMAT") || is(behind, "RECORDWRITER");
  }

  boolean isJoin(int index) {
    return switch (word(index)) {
      case "JOIN" -> true;
      case "NATURAL" -> isJoin(index + 1);
      case "INNER", "CROSS", "SEMI", "ANTI" -> is(index + 1, "JOIN");
      case "LEFT", "RIGHT", "FULL" -> isAny(index + 1, "JOIN", "OUTER", "SEMI", "ANTI");
      default -> false;
    };
  }

  boolean isUnpivot(int index) {
    return is(index, "UNPIVOT") && isAny(index + 1, "(", "INCLUDE", "EXCLUDE");
  }

  boolean isInlineTable(int index) {
    return is(index, "VALUES") && startsExpression(index + 1) && !is(index + 1, "AS");
  }

  /** A name, perhaps of several parts, and a bracket. */
  boolean isFunctionCall(int index) {
    int at = index;
    while (isName(at) && is(behindName(at), ".") && isName(behindName(at) + 1)) {
      at = behindName(at) + 1;
    }
    return isName(at) && is(behindName(at), "(");
  }

  boolean isTimeTravel(int index) {
    int at = is(index, "FOR") ? index + 1 : index;
    return isAny(at, "VERSION", "SYSTEM_VERSION", "TIMESTAMP", "SYSTEM_TIME")
        && at(at + 1, "AS", "OF");
  }

  /** Whether the bracket here holds more than one item. */
  boolean isSortList(int index) {
    int depth = 0;
    for (int i = index; i < closing[index]; i++) {
      if (is(i, "(")) {
        depth++;
      } else if (is(i, ")")) {
        depth--;
      } else if (depth == 1 && is(i, ",")) {
        return true;
      }
    }
    return false;
  }

  boolean isPredicate(int index) {
    int at = isAny(index, "NOT", "!") ? index + 1 : index;
    return isAny(at, "BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE", "REGEXP");
  }

  /** How close the operator here binds; 0 if there is none. */
  int precedence(int index) {
    if (isEnd(index)) {
      return NONE;
    }
    Token token = tokens.get(index);
    return switch (token.kind()) {
      case SYMBOL -> PRECEDENCE.getOrDefault(token.text(), NONE);
      case WORD -> token.is("DIV") && startsExpression(index + 1) ? PRECEDENCE.get("DIV") : NONE;
      default -> NONE;
    };
  }

  /** EXCEPT behind a star, and not between two queries. */
  boolean isStarExcept(int index) {
    return is(index, "EXCEPT") && is(index + 1, "(") && !isQuery(index + 1);
  }

  boolean isLiteral(int index) {
    if (isString(index) || isNumber(index) || (is(index, "-") && isNumber(index + 1))) {
      return true;
    }
    return switch (word(index)) {
      case "NULL", "TRUE", "FALSE" -> !is(index + 1, "(") && !is(index + 1, ".");
      case "INTERVAL" -> isString(index + 1) || isInterval(index + 1);
      case "", "CASE" -> false;
      default -> isString(index + 1);
    };
  }

  boolean isCase(int index) {
    return is(index + 1, "WHEN") || startsExpression(index + 1);
  }

  boolean isLambda(int index) {
    return is(index, "(") && is(closing[index] + 1, "->");
  }

  /** Whether a word stands in the bracket here, outside of others. */
  boolean isBefore(int index, String word) {
    int i = index + 1;
    while (i < closing[index]) {
      if (is(i, word)) {
        return true;
      }
      i = is(i, "(") ? closing[i] + 1 : i + 1;
    }
    return false;
  }

  /** A function of dates whose first argument is a unit. */
  boolean isUnitFunction(int index) {
    return UNIT_FUNCTIONS.contains(word(index))
        && is(index + 1, "(")
        && (isKind(index + 2, Kind.WORD) || isString(index + 2))
        && is(index + 3, ",")
        && isBefore(index + 1, ",", 2);
  }

  private boolean isBefore(int index, String symbol, int count) {
    int found = 0;
    int i = index + 1;
    while (i < closing[index]) {
      found += is(i, symbol) ? 1 : 0;
      i = is(i, "(") ? closing[i] + 1 : i + 1;
    }
    return found == count;
  }

  boolean isWindow(int index) {
    return is(index, "(") || isName(index);
  }

  /** A quantity with its unit. */
  boolean isInterval(int index) {
    int at = isAny(index, "-", "+") ? index + 1 : index;
    if (isNumber(at)) {
      return isKind(at + 1, Kind.WORD) && IntervalLiteral.isUnit(word(at + 1));
    }
    int behind = at;
    while (isString(behind)) {
      behind++;
    }
    return behind > at && IntervalLiteral.isUnit(word(behind));
  }

  boolean isIntervalUnit(int index) {
    return INTERVAL_UNITS.contains(word(index));
  }
}
