package io.penstock.odbc.sql;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import io.penstock.odbc.sql.ClientToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens by PostgreSQL's rules: {@code "a"} is an identifier, a backslash in
 * {@code 'a'} is a character like any other unless the session says otherwise. Back-ticks and raw
 * strings are Spark's.
 */
final class ClientLexer {
  private final String text;
  private final boolean backslashEscapes;
  private final List<ClientToken> tokens = new ArrayList<>();
  private int at;

  /**
   * @param backslashEscapes that is, {@code standard_conforming_strings = off}
   */
  ClientLexer(String text, boolean backslashEscapes) {
    this.text = text;
    this.backslashEscapes = backslashEscapes;
  }

  List<ClientToken> tokens() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("--", at)) {
        add(Kind.COMMENT, lineEnd());
      } else if (text.startsWith("/*", at)) {
        add(Kind.COMMENT, commentEnd());
      } else if (c == '\'') {
        add(Kind.STRING, stringEnd(at, backslashEscapes));
      } else if ((c == 'e' || c == 'E') && charAt(at + 1) == '\'') {
        add(Kind.ESCAPED, stringEnd(at + 1, true));
      } else if ((c == 'r' || c == 'R') && charAt(at + 1) == '\'') {
        add(Kind.RAW, closed(text.indexOf('\'', at + 2), "string", "'"));
      } else if (c == '"') {
        add(Kind.QUOTED, doubledEnd('"', "identifier"));
      } else if (c == '`') {
        add(Kind.BACKTICK, doubledEnd('`', "identifier"));
      } else if (c == '$' && Character.isDigit(charAt(at + 1))) {
        add(Kind.PARAMETER, digitsEnd(at + 1));
      } else if (Character.isDigit(c)) {
        add(Kind.NUMBER, numberEnd());
      } else if (isWordPart(c)) {
        add(Kind.WORD, wordEnd(at));
      } else {
        add(Kind.SYMBOL, at + 1);
      }
    }
    return tokens;
  }

  private void add(Kind kind, int end) {
    tokens.add(new ClientToken(kind, text.substring(at, end), at));
    at = end;
  }

  /** The character at an offset, or a NUL behind the end. */
  private char charAt(int offset) {
    return offset < text.length() ? text.charAt(offset) : '\0';
  }

  private int lineEnd() {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int commentEnd() {
    int depth = 0;
    int end = at;
    do {
      if (text.startsWith("/*", end)) {
        depth++;
        end += 2;
      } else if (text.startsWith("*/", end)) {
        depth--;
        end += 2;
      } else if (end < text.length()) {
        end++;
      } else {
        throw unclosed("comment", "*/");
      }
    } while (depth > 0);
    return end;
  }

  private int stringEnd(int quoteAt, boolean escapes) {
    int end = quoteAt + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '\\' && escapes) {
        end += 2;
      } else if (c != '\'') {
        end++;
      } else if (charAt(end + 1) == '\'') {
        end += 2;
      } else {
        return end + 1;
      }
    }
    throw unclosed("string", "'");
  }

  private int doubledEnd(char quote, String what) {
    int end = at + 1;
    while (end < text.length()) {
      if (text.charAt(end) != quote) {
        end++;
      } else if (charAt(end + 1) == quote) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    throw unclosed(what, String.valueOf(quote));
  }

  private int digitsEnd(int start) {
    int end = start;
    while (Character.isDigit(charAt(end))) {
      end++;
    }
    return end;
  }

  /** A number with what sticks to it: a fraction, an exponent's letter, a suffix. */
  private int numberEnd() {
    int end = digitsEnd(at);
    if (charAt(end) == '.') {
      end = digitsEnd(end + 1);
    }
    return wordEnd(end);
  }

  private int wordEnd(int start) {
    int end = start;
    while (isWordPart(charAt(end)) || (end > start && charAt(end) == '$')) {
      end++;
    }
    return end;
  }

  private static boolean isWordPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private int closed(int lastAt, String what, String end) {
    if (lastAt < 0) {
      throw unclosed(what, end);
    }
    return lastAt + 1;
  }

  private PenstockException unclosed(String what, String end) {
    return failure(
        text,
        at,
        ErrorCode.PARSE_SYNTAX_ERROR,
        "The " + what + " that begins here does not end. Close it with " + end + ".");
  }

  /** An error at an offset of a text. */
  static PenstockException failure(String text, int offset, ErrorCode code, String message) {
    int line = 1;
    int lineStart = 0;
    for (int next = lineEndAt(text, 0); next <= offset && next > 0; next = lineEndAt(text, next)) {
      line++;
      lineStart = next;
    }
    return new PenstockException(
        Failure.of(code, message).at(new TextPosition(line, offset - lineStart + 1)), null);
  }

  /**
   * The offset where the line ends that holds an offset, behind its line break; -1 for the last.
   */
  static int lineEndAt(String text, int offset) {
    for (int i = offset; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        return i + 1;
      }
      if (text.charAt(i) == '\r') {
        return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
      }
    }
    return -1;
  }
}
