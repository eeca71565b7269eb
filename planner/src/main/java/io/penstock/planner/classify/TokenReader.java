package io.penstock.planner.classify;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a command's tokens from left to right. Not thread-safe. */
final class TokenReader {
  private final SqlText text;
  private int at;

  TokenReader(SqlText text) {
    this.text = text;
  }

  Optional<Token> peek() {
    return isAtEnd() ? Optional.empty() : Optional.of(text.tokens().get(at));
  }

  boolean peekSymbol(int ahead, String symbol) {
    return at + ahead < text.tokens().size() && text.tokens().get(at + ahead).isSymbol(symbol);
  }

  int remaining() {
    return text.tokens().size() - at;
  }

  boolean isAtEnd() {
    return remaining() == 0;
  }

  void skip() {
    at++;
  }

  /** Steps over the keyword if it is the next token. */
  boolean take(String keyword) {
    boolean taken = peek().filter(t -> t.is(keyword)).isPresent();
    if (taken) {
      at++;
    }
    return taken;
  }

  /** Steps over the symbol if it is the next token. */
  boolean takeSymbol(String symbol) {
    boolean taken = peekSymbol(0, symbol);
    if (taken) {
      at++;
    }
    return taken;
  }

  /** A name of one to so many parts. */
  QualifiedName name(int maxParts) {
    int offset = peek().map(Token::start).orElse(text.text().length());
    List<String> parts = new ArrayList<>();
    do {
      Token part =
          peek()
              .filter(t -> t.kind() == Kind.WORD || t.kind() == Kind.QUOTED)
              .orElseThrow(() -> expected("a name"));
      parts.add(part.name());
      at++;
    } while (takeSymbol("."));
    if (parts.size() > maxParts) {
      throw text.failure(
          offset,
          ErrorCode.PARSE_SYNTAX_ERROR,
          "The name has " + parts.size() + " parts; at most " + maxParts + " make sense here.");
    }
    return new QualifiedName(parts, offset);
  }

  void expectEnd() {
    if (!isAtEnd()) {
      throw expected("the end of the statement");
    }
  }

  /** PARSE_SYNTAX_ERROR at the next token. */
  PenstockException expected(String what) {
    String found = peek().map(t -> "at or near " + t.text()).orElse("at the end of the statement");
    return text.failure(
        peek().map(Token::start).orElse(text.text().length()),
        ErrorCode.PARSE_SYNTAX_ERROR,
        "Syntax error " + found + ": expected " + what + ".");
  }
}
