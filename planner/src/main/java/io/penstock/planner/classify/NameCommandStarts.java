package io.penstock.planner.classify;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.List;
import java.util.Set;

/** Recognises the commands on names: those that the catalog carries out or answers. */
final class NameCommandStarts {
  private static final Set<String> SCHEMA = Set.of("SCHEMA", "DATABASE", "NAMESPACE");
  private static final Set<String> CONTAINER = Set.of("SCHEMA", "DATABASE", "NAMESPACE", "CATALOG");
  private static final Set<String> DROPPED =
      Set.of("SCHEMA", "DATABASE", "NAMESPACE", "CATALOG", "TABLE", "VIEW", "FUNCTION");
  private static final Set<String> SHOWN =
      Set.of(
          "TABLES",
          "VIEWS",
          "CREATE",
          "TBLPROPERTIES",
          "PARTITIONS",
          "TABLE",
          "FUNCTIONS",
          "USER",
          "SYSTEM",
          "ALL",
          "CURRENT",
          "COLUMNS");

  private NameCommandStarts() {}

  static boolean isOne(SqlText text) {
    List<Token> tokens = text.tokens();
    if (tokens.size() < 2) {
      return false;
    }
    return switch (tokens.get(0).upper()) {
      case "CREATE" -> isView(tokens, 1) || is(tokens, 1, CONTAINER);
      case "DROP" -> is(tokens, 1, DROPPED);
      case "ALTER" ->
          is(tokens, 1, SCHEMA) || is(tokens, 1, Set.of("CATALOG", "VIEW")) || isOfName(tokens);
      case "COMMENT" -> tokens.get(1).is("ON") && is(tokens, 2, CONTAINER);
      case "UNDROP" -> true;
      case "SHOW" -> is(tokens, 1, SHOWN);
      case "DESCRIBE", "DESC" -> !isOfDelta(tokens);
      default -> false;
    };
  }

  private static boolean isView(List<Token> tokens, int start) {
    int at = start;
    while (at < tokens.size()
        && tokens.get(at).isAny("OR", "REPLACE", "GLOBAL", "TEMP", "TEMPORARY")) {
      at++;
    }
    return is(tokens, at, Set.of("VIEW"));
  }

  /**
   * {@code ALTER TABLE a.b RENAME TO} and {@code SET LOCATION}; columns and partitions are the
   * engine's.
   */
  private static boolean isOfName(List<Token> tokens) {
    if (!tokens.get(1).is("TABLE")) {
      return false;
    }
    int at = 3;
    while (at + 1 < tokens.size() && tokens.get(at).isSymbol(".")) {
      at += 2;
    }
    return at + 1 < tokens.size()
        && ((tokens.get(at).is("RENAME") && tokens.get(at + 1).is("TO"))
            || (tokens.get(at).is("SET") && tokens.get(at + 1).is("LOCATION")));
  }

  private static boolean isOfDelta(List<Token> tokens) {
    return tokens.get(1).isAny("DETAIL", "HISTORY")
        && tokens.size() > 2
        && !tokens.get(2).isSymbol(".");
  }

  private static boolean is(List<Token> tokens, int index, Set<String> words) {
    return index < tokens.size()
        && tokens.get(index).kind() == Kind.WORD
        && words.contains(tokens.get(index).upper());
  }
}
