package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text in which the catalog's functions have plain names, all else being where it was: an engine
 * declares them for the statement alone, and its parser knows no longer names of table functions.
 *
 * @param functions that had longer names, by their plain ones in lower case
 */
record QualifiedCalls(SqlText text, Map<String, TableName> functions) {

  /**
   * @throws io.penstock.execution.api.PenstockException UNSUPPORTED_FEATURE for two functions of
   *     one plain name
   */
  static QualifiedCalls of(SqlText text, Catalog catalog, PlanningContext context) {
    List<Token> tokens = text.tokens();
    StringBuilder plain = new StringBuilder(text.text());
    Map<String, TableName> functions = new HashMap<>();
    Map<String, Token> plainCalls = new HashMap<>();
    for (int bracket = firstCall(tokens); bracket < tokens.size(); bracket++) {
      int parts = tokens.get(bracket).isSymbol("(") ? partsBefore(tokens, bracket) : 0;
      if (parts == 1) {
        Token name = tokens.get(bracket - 1);
        plainCalls.putIfAbsent(name.name().toLowerCase(Locale.ROOT), name);
      }
      if (parts < 2) {
        continue;
      }
      int first = bracket - 2 * parts + 1;
      Optional<CatalogFunction> called = catalog.function(name(tokens, first, parts, context));
      if (called.isPresent()) {
        int start = tokens.get(first).start();
        int end = tokens.get(bracket - 1).start();
        plain.replace(start, end, " ".repeat(end - start));
        TableName name = called.get().name();
        TableName other = functions.put(name.table().toLowerCase(Locale.ROOT), name);
        if (other != null && !other.equals(name)) {
          throw text.failure(
              start, ErrorCode.UNSUPPORTED_FEATURE, CalledFunctions.twoOfOneName(other, name));
        }
      }
    }
    plainCalls.keySet().retainAll(functions.keySet());
    plainCalls.forEach(
        (name, place) -> checkSame(text, place, functions.get(name), catalog, context));
    return functions.isEmpty()
        ? new QualifiedCalls(text, functions)
        : new QualifiedCalls(SqlText.of(plain.toString()), functions);
  }

  /** The same plain name is in the text already, and must mean the same function. */
  private static void checkSame(
      SqlText text,
      Token place,
      @Nullable TableName qualified,
      Catalog catalog,
      PlanningContext context) {
    TableName meant = new TableName(context.catalog(), context.schema(), place.name());
    Optional<CatalogFunction> found = catalog.function(meant);
    if (found.isEmpty() || !found.get().name().equals(qualified)) {
      throw text.failure(
          place.start(),
          ErrorCode.UNSUPPORTED_FEATURE,
          CalledFunctions.twoOfOneName(qualified, found.map(CatalogFunction::name).orElse(meant)));
    }
  }

  /** In CREATE FUNCTION the first bracket belongs to the new name. */
  private static int firstCall(List<Token> tokens) {
    int at = 0;
    if (!tokens.get(0).is("CREATE")) {
      return at;
    }
    while (at < tokens.size() && !tokens.get(at).isSymbol("(")) {
      at++;
    }
    boolean function =
        tokens.subList(0, Math.min(4, tokens.size())).stream().anyMatch(t -> t.is("FUNCTION"));
    return function ? at + 1 : 0;
  }

  /** How many parts the name has that ends before a bracket; more than three count as none. */
  private static int partsBefore(List<Token> tokens, int bracket) {
    int parts = 0;
    int at = bracket - 1;
    while (at >= 0 && isName(tokens.get(at))) {
      parts++;
      if (at < 2 || !tokens.get(at - 1).isSymbol(".")) {
        break;
      }
      at -= 2;
    }
    return parts > 3 ? 0 : parts;
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
  }

  private static TableName name(List<Token> tokens, int first, int parts, PlanningContext context) {
    String last = tokens.get(first + 2 * (parts - 1)).name();
    String schema = tokens.get(first + 2 * (parts - 2)).name();
    return new TableName(parts == 3 ? tokens.get(first).name() : context.catalog(), schema, last);
  }
}
