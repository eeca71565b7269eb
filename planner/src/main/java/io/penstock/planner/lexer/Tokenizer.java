package io.penstock.planner.lexer;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into tokens by the rules of Spark's SqlBaseLexer: strings in single or double quotes
 * with backslash escapes or doubled quotes, raw strings, back-ticks, {@code --} comments and nested
 * bracketed ones.
 */
final class Tokenizer {
  private static final Pattern NUMBER =
      Pattern.compile("(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?(BD|bd|Bd|bD|[LSYFDlsyfd])?");
  private static final List<String> SYMBOLS =
      List.of("<=>", ">>>", "<>", "!=", "<=", ">=", "==", "||", "::", "->", "=>", "<<", ">>", "|>");

  private final String text;
  private final Matcher number;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Tokenizer(String text) {
    this.text = text;
    this.number = NUMBER.matcher(text);
  }

  List<Token> tokens() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        at++;
      } else if (text.startsWith("--", at)) {
        skipLineComment();
      } else if (text.startsWith("/*", at)) {
        skipBracketedComment();
      } else if (c == '\'' || c == '"') {
        string(at);
      } else if (c == '`') {
        quoted();
      } else if (isRawPrefix()) {
        rawString();
      } else if (Character.isDigit(c) || (c == '.' && isDigit(at + 1) && !follows())) {
        number();
      } else if (isWordPart(c)) {
        word();
      } else {
        symbol();
      }
    }
    return tokens;
  }

  private boolean isRawPrefix() {
    char c = text.charAt(at);
    return (c == 'r' || c == 'R')
        && at + 1 < text.length()
        && (text.charAt(at + 1) == '\'' || text.charAt(at + 1) == '"');
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at));
    at = end;
  }

  private void skipLineComment() {
    // A backslash before the end of the line continues the comment, as in Spark.
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at += text.startsWith("\\\n", at) ? 2 : 1;
    }
  }

  private void skipBracketedComment() {
    int start = at;
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (at < text.length()) {
        at++;
      } else {
        throw unclosedComment(start);
      }
    } while (depth > 0);
  }

  private void string(int quoteAt) {
    char quote = text.charAt(quoteAt);
    int end = quoteAt + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean pair = c == '\\' || (c == quote && text.startsWith(String.valueOf(quote), end + 1));
      if (c == quote && !pair) {
        add(Kind.STRING, end + 1);
        return;
      }
      end += pair ? 2 : 1;
    }
    throw unclosed(at, "string", String.valueOf(quote));
  }

  private void rawString() {
    char quote = text.charAt(at + 1);
    int end = text.indexOf(quote, at + 2);
    if (end < 0) {
      throw unclosed(at, "string", String.valueOf(quote));
    }
    add(Kind.STRING, end + 1);
  }

  private void quoted() {
    int end = at + 1;
    while (end < text.length()) {
      if (text.charAt(end) != '`') {
        end++;
      } else if (text.startsWith("``", end)) {
        end += 2;
      } else {
        add(Kind.QUOTED, end + 1);
        return;
      }
    }
    throw unclosed(at, "identifier", "`");
  }

  private void number() {
    number.region(at, text.length());
    if (!number.lookingAt()) {
      throw new IllegalStateException("a digit starts a number");
    }
    int end = number.end();
    boolean dotBeforeWord =
        text.charAt(end - 1) == '.' && end < text.length() && isWordPart(text.charAt(end));
    if (dotBeforeWord) {
      end--;
    }
    if (end < text.length()
        && isWordPart(text.charAt(end))
        && !text.substring(at, end).contains(".")) {
      // Spark lets identifiers begin with a digit.
      word();
      return;
    }
    add(Kind.NUMBER, end);
  }

  private void word() {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    add(Kind.WORD, end);
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Kind.SYMBOL, at + symbol.length());
        return;
      }
    }
    add(Kind.SYMBOL, at + Character.charCount(text.codePointAt(at)));
  }

  /** Whether the dot here belongs to the name before it, as in {@code t.1x}. */
  private boolean follows() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.end() == at
        && (last.kind() == Kind.WORD || last.kind() == Kind.QUOTED || last.isSymbol("]"));
  }

  private boolean isDigit(int index) {
    return index < text.length() && Character.isDigit(text.charAt(index));
  }

  private static boolean isWordPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private PenstockException unclosedComment(int start) {
    Failure failure = unclosed(start, "comment", "*/").failure();
    return new PenstockException(
        new Failure(
            failure.code(),
            "UNCLOSED_BRACKETED_COMMENT",
            failure.sqlState(),
            failure.message(),
            failure.position()),
        null);
  }

  private PenstockException unclosed(int start, String what, String end) {
    return SqlText.failure(
        text,
        start,
        ErrorCode.PARSE_SYNTAX_ERROR,
        "The " + what + " that begins here does not end. Close it with " + end + ".");
  }
}
