package io.penstock.planner.lexer;

import java.util.Locale;

/**
 * A piece of a statement's text.
 *
 * @param kind what it is
 * @param text as written
 * @param start offset of its first UTF-16 unit
 */
public record Token(Kind kind, String text, int start) {
  /** What a token is. */
  public enum Kind {
    /** A keyword or a plain identifier. */
    WORD,
    /** An identifier in back-ticks. */
    QUOTED,
    /** A string literal in single or double quotes, perhaps with the prefix {@code r}. */
    STRING,
    /** A number with its suffix. */
    NUMBER,
    /** An operator or a bracket. */
    SYMBOL
  }

  /** Offset behind its last UTF-16 unit. */
  public int end() {
    return start + text.length();
  }

  /** Whether it is this keyword, in whatever case. */
  public boolean is(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** Whether it is one of these keywords, in whatever case. */
  public boolean isAny(String... keywords) {
    for (String keyword : keywords) {
      if (is(keyword)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is this operator or bracket. */
  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** A keyword as reference books write it. */
  public String upper() {
    return text.toUpperCase(Locale.ROOT);
  }

  /** What an identifier names: without its back-ticks. */
  public String name() {
    return kind == Kind.QUOTED ? text.substring(1, text.length() - 1).replace("``", "`") : text;
  }
}
