package io.penstock.planner.classify;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.StringLiterals;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a command's tokens from left to right. Not thread-safe. */
public final class TokenReader {
  private final SqlText text;
  private int at;

  public TokenReader(SqlText text) {
    this.text = text;
  }

  public Optional<Token> peek() {
    return isAtEnd() ? Optional.empty() : Optional.of(text.tokens().get(at));
  }

  public boolean peekSymbol(int ahead, String symbol) {
    return at + ahead < text.tokens().size() && text.tokens().get(at + ahead).isSymbol(symbol);
  }

  public int remaining() {
    return text.tokens().size() - at;
  }

  public boolean isAtEnd() {
    return remaining() == 0;
  }

  public void skip() {
    at++;
  }

  /** Steps over the keyword if it is the next token. */
  public boolean take(String keyword) {
    boolean taken = peek().filter(t -> t.is(keyword)).isPresent();
    if (taken) {
      at++;
    }
    return taken;
  }

  /** Steps over the keywords if all of them come next, in this order. */
  public boolean takeAll(String... keywords) {
    for (int i = 0; i < keywords.length; i++) {
      if (!peekWord(i, keywords[i])) {
        return false;
      }
    }
    at += keywords.length;
    return true;
  }

  /** Steps over one of the keywords if it is the next token. */
  public boolean takeAny(String... keywords) {
    boolean taken = peek().filter(t -> t.isAny(keywords)).isPresent();
    if (taken) {
      at++;
    }
    return taken;
  }

  /** Whether a token ahead is this keyword. */
  public boolean peekWord(int ahead, String keyword) {
    return at + ahead < text.tokens().size() && text.tokens().get(at + ahead).is(keyword);
  }

  /** Steps over the keyword, which must come next. */
  public void require(String keyword) {
    if (!take(keyword)) {
      throw expected(keyword);
    }
  }

  /** Steps over the symbol, which must come next. */
  public void requireSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw expected(symbol);
    }
  }

  /** The value of the string literal that must come next. */
  public String string(String what) {
    Token token = peek().filter(t -> t.kind() == Kind.STRING).orElseThrow(() -> expected(what));
    at++;
    return StringLiterals.value(token);
  }

  /** Offset of the next token, or of the text's end. */
  public int offset() {
    return peek().map(Token::start).orElse(text.text().length());
  }

  /** Steps over the symbol if it is the next token. */
  public boolean takeSymbol(String symbol) {
    boolean taken = peekSymbol(0, symbol);
    if (taken) {
      at++;
    }
    return taken;
  }

  /** A name of one to so many parts. */
  public QualifiedName name(int maxParts) {
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

  public void expectEnd() {
    if (!isAtEnd()) {
      throw expected("the end of the statement");
    }
  }

  /** PARSE_SYNTAX_ERROR at the next token. */
  public PenstockException expected(String what) {
    String found = peek().map(t -> "at or near " + t.text()).orElse("at the end of the statement");
    return text.failure(
        peek().map(Token::start).orElse(text.text().length()),
        ErrorCode.PARSE_SYNTAX_ERROR,
        "Syntax error " + found + ": expected " + what + ".");
  }
}
