package io.penstock.odbc.sql;

import java.util.Locale;

/**
 * A piece of a client's text.
 *
 * @param text as written
 * @param start offset of its first UTF-16 unit
 */
record ClientToken(Kind kind, String text, int start) {
  enum Kind {
    WORD,
    /** {@code 'a'}. */
    STRING,
    /** {@code E'a\n'}. */
    ESCAPED,
    /** Spark's {@code r'a\b'}. */
    RAW,
    /** {@code "a"}: an identifier. */
    QUOTED,
    /** {@code `a`}: an identifier, as Spark writes it. */
    BACKTICK,
    /** {@code $1}. */
    PARAMETER,
    NUMBER,
    SYMBOL,
    COMMENT
  }

  int end() {
    return start + text.length();
  }

  boolean is(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** What an identifier or a literal names; PostgreSQL folds plain words to lower case. */
  String value() {
    return switch (kind) {
      case WORD -> text.toLowerCase(Locale.ROOT);
      case STRING -> text.substring(1, text.length() - 1).replace("''", "'");
      case ESCAPED -> EscapedString.value(text);
      case RAW -> text.substring(2, text.length() - 1);
      case QUOTED -> text.substring(1, text.length() - 1).replace("\"\"", "\"");
      case BACKTICK -> text.substring(1, text.length() - 1).replace("``", "`");
      default -> text;
    };
  }
}
