package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Refuses statements that no parser here could digest in reasonable time: Calcite's grows with the
 * square of a chain of operators, and both Calcite and Spark recurse into brackets.
 */
final class ComplexityLimits {
  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_CHAIN = 5_000;

  private static final Set<String> OPERATORS =
      Set.of(
          "+", "-", "*", "/", "%", "||", "=", "==", "<", ">", "<=", ">=", "<>", "!=", "<=>", "::",
          "|", "&", "^");
  private static final Set<String> WORD_OPERATORS = Set.of("AND", "OR", "LIKE", "IS", "IN", "NOT");

  /** Where another expression begins. */
  private static final Set<String> BOUNDARIES =
      Set.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "ON",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "WHEN",
          "THEN",
          "ELSE",
          "QUALIFY",
          "LIMIT");

  private final SqlText text;
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int chain;

  private ComplexityLimits(SqlText text) {
    this.text = text;
  }

  /**
   * @throws PenstockException STATEMENT_TOO_COMPLEX
   */
  static void check(SqlText text) {
    ComplexityLimits limits = new ComplexityLimits(text);
    text.tokens().forEach(limits::token);
  }

  private void token(Token token) {
    if (token.isSymbol("(") || token.isSymbol("[") || token.is("CASE")) {
      open(token);
    } else if (token.isSymbol(")") || token.isSymbol("]") || token.is("END")) {
      chain = outer.isEmpty() ? 0 : outer.pop();
    } else if (token.isSymbol(",")) {
      chain = 0;
    } else if (token.kind() == Kind.SYMBOL && OPERATORS.contains(token.text())) {
      lengthen(token);
    } else if (token.kind() == Kind.WORD) {
      String word = token.upper();
      if (WORD_OPERATORS.contains(word)) {
        lengthen(token);
      } else if (BOUNDARIES.contains(word)) {
        chain = 0;
      }
    }
  }

  private void open(Token token) {
    outer.push(chain);
    chain = 0;
    if (outer.size() > MAX_DEPTH) {
      throw text.failure(
          token.start(),
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "Brackets and CASEs are nested more than "
              + MAX_DEPTH
              + " deep here. Split the"
              + " statement.");
    }
  }

  private void lengthen(Token token) {
    chain++;
    if (chain > MAX_CHAIN) {
      throw text.failure(
          token.start(),
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "One expression has more than "
              + MAX_CHAIN
              + " operators. Use an IN list, or put the"
              + " values into a table and join it.");
    }
  }
}
