package io.penstock.planner.lexer;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import java.util.List;

/**
 * One statement's text and its tokens, without comments and without a trailing semicolon. A script
 * ({@code BEGIN ... END}) is one statement; where it ends is the engine's parser's business.
 * Immutable.
 *
 * @param original as it was sent
 * @param text the original up to the trailing semicolon
 * @param tokens at least one
 */
public record SqlText(String original, String text, List<Token> tokens) {
  /** A statement may have this many UTF-16 units. */
  public static final int MAX_LENGTH = 4 * 1024 * 1024;

  /**
   * @throws PenstockException STATEMENT_TOO_LARGE; INVALID_STATEMENT if there is none, more than
   *     one, or a NUL character; PARSE_SYNTAX_ERROR for a string, identifier or comment that does
   *     not end
   */
  public static SqlText of(String original) {
    if (original.length() > MAX_LENGTH) {
      throw new PenstockException(
          ErrorCode.STATEMENT_TOO_LARGE,
          "The statement has "
              + original.length()
              + " characters; at most "
              + MAX_LENGTH
              + " are allowed. Put long lists of values into a table and join it.");
    }
    int nul = original.indexOf('\0');
    if (nul >= 0) {
      throw failure(
          original,
          nul,
          ErrorCode.INVALID_STATEMENT,
          "The statement holds a NUL character. Remove it.");
    }
    List<Token> tokens = new Tokenizer(original).tokens();
    int count = tokens.size();
    while (count > 0 && tokens.get(count - 1).isSymbol(";")) {
      count--;
    }
    if (count == 0) {
      throw new PenstockException(
          ErrorCode.INVALID_STATEMENT, "The statement is empty. Send one, such as SELECT 1.");
    }
    boolean script = startsScript(tokens, 0) || explainsScript(tokens);
    for (int i = 0; i < count && !script; i++) {
      if (tokens.get(i).isSymbol(";")) {
        throw failure(
            original,
            tokens.get(Math.min(i + 1, count - 1)).start(),
            ErrorCode.INVALID_STATEMENT,
            "The text holds more than one statement; the second begins here. Send one at a time.");
      }
    }
    // What stands between the last token and the semicolon may be a comment: it is kept.
    String text =
        count == tokens.size() ? original : original.substring(0, tokens.get(count).start());
    return new SqlText(original, text, List.copyOf(tokens.subList(0, count)));
  }

  public SqlText {
    tokens = List.copyOf(tokens);
  }

  /** Whether it is a script: {@code BEGIN ... END}, perhaps behind a label. */
  public boolean isScript() {
    return startsScript(tokens, 0);
  }

  /** BEGIN alone, or with one of two words, begins a transaction elsewhere. */
  private static boolean startsScript(List<Token> tokens, int start) {
    boolean labelled = start + 1 < tokens.size() && tokens.get(start + 1).isSymbol(":");
    int begin = labelled ? start + 2 : start;
    if (begin + 1 >= tokens.size() || !tokens.get(begin).is("BEGIN")) {
      return false;
    }
    Token next = tokens.get(begin + 1);
    return !next.isSymbol(";") && !next.isAny("TRANSACTION", "WORK");
  }

  /** EXPLAIN of a script, perhaps with a mode. */
  private static boolean explainsScript(List<Token> tokens) {
    return tokens.get(0).is("EXPLAIN") && (startsScript(tokens, 1) || startsScript(tokens, 2));
  }

  /** The text from an offset on, behind blanks that keep every position as it is. */
  public SqlText from(int offset) {
    StringBuilder blanks = new StringBuilder(text.length());
    text.substring(0, offset)
        .chars()
        .forEach(c -> blanks.append(c == '\n' || c == '\r' ? (char) c : ' '));
    return SqlText.of(blanks + text.substring(offset));
  }

  /** An error at a place of the original text. */
  public PenstockException failure(int offset, ErrorCode code, String message) {
    return failure(original, offset, code, message);
  }

  /** The offset of a place; line and column count from 1. */
  public int offset(int line, int column) {
    int start = 0;
    for (int l = 1; l < line && start < original.length(); start++) {
      if (endsLine(original, start)) {
        l++;
      }
    }
    return start + column - 1;
  }

  /** Where an offset is. */
  public TextPosition position(int offset) {
    return position(original, offset);
  }

  static PenstockException failure(String text, int offset, ErrorCode code, String message) {
    return new PenstockException(Failure.of(code, message).at(position(text, offset)), null);
  }

  static TextPosition position(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset && i < text.length(); i++) {
      if (endsLine(text, i)) {
        line++;
        lineStart = i + 1;
      }
    }
    return new TextPosition(line, Math.max(1, offset - lineStart + 1));
  }

  /** Whether a line ends with the unit at an offset; CR and LF together end one. */
  public static boolean endsLine(String text, int offset) {
    char c = text.charAt(offset);
    return c == '\n'
        || (c == '\r' && (offset + 1 == text.length() || text.charAt(offset + 1) != '\n'));
  }
}
