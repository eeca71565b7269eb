package io.penstock.planner.lexer;

/**
 * What string literals stand for, by Spark's rules ({@code SparkParserUtils.unescapeSQLString}).
 */
public final class StringLiterals {
  private StringLiterals() {}

  /** The value of a {@link Token.Kind#STRING} token. */
  public static String value(Token token) {
    String text = token.text();
    if (text.charAt(0) == 'r' || text.charAt(0) == 'R') {
      return text.substring(2, text.length() - 1);
    }
    return unescape(text.substring(1, text.length() - 1), text.charAt(0));
  }

  private static String unescape(String body, char quote) {
    if (body.indexOf('\\') < 0 && body.indexOf(quote) < 0) {
      return body;
    }
    StringBuilder value = new StringBuilder(body.length());
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\\' && at + 1 < body.length()) {
        at = escape(body, at + 1, value);
      } else {
        value.append(c);
        // A quote inside stands there twice.
        at += c == quote ? 2 : 1;
      }
    }
    return value.toString();
  }

  /** Appends what the escape stands for whose letter is at an offset; returns the offset behind. */
  private static int escape(String body, int at, StringBuilder value) {
    char letter = body.charAt(at);
    if (letter == 'u' && isHex(body, at + 1, 4)) {
      value.append((char) Integer.parseInt(body.substring(at + 1, at + 5), 16));
      return at + 5;
    }
    if (letter == 'U' && isHex(body, at + 1, 8)) {
      value.appendCodePoint(Integer.parseUnsignedInt(body.substring(at + 1, at + 9), 16));
      return at + 9;
    }
    if (isOctal(body, at)) {
      value.append((char) Integer.parseInt(body.substring(at, at + 3), 8));
      return at + 3;
    }
    switch (letter) {
      case '0' -> value.append('\0');
      case 'b' -> value.append('\b');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'Z' -> value.append('\u001a');
      // LIKE needs these two as they are.
      case '%', '_' -> value.append('\\').append(letter);
      default -> value.append(letter);
    }
    return at + 1;
  }

  private static boolean isHex(String body, int start, int count) {
    if (start + count > body.length()) {
      return false;
    }
    for (int i = start; i < start + count; i++) {
      if (Character.digit(body.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOctal(String body, int start) {
    return start + 3 <= body.length()
        && body.charAt(start) >= '0'
        && body.charAt(start) <= '3'
        && Character.digit(body.charAt(start + 1), 8) >= 0
        && Character.digit(body.charAt(start + 2), 8) >= 0;
  }
}
