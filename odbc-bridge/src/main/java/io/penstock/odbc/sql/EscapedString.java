package io.penstock.odbc.sql;

/** {@code E'...'}: a string with C's escapes, as PostgreSQL reads them. */
final class EscapedString {
  private EscapedString() {}

  /** The value of a literal with its prefix and quotes. */
  static String value(String literal) {
    String body = literal.substring(2, literal.length() - 1);
    StringBuilder value = new StringBuilder(body.length());
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\'') {
        value.append(c);
        at += 2;
      } else if (c == '\\' && at + 1 < body.length()) {
        at = escape(body, at + 1, value);
      } else {
        value.append(c);
        at++;
      }
    }
    return value.toString();
  }

  private static int escape(String body, int at, StringBuilder value) {
    char letter = body.charAt(at);
    return switch (letter) {
      case 'b' -> append(value, '\b', at);
      case 'f' -> append(value, '\f', at);
      case 'n' -> append(value, '\n', at);
      case 'r' -> append(value, '\r', at);
      case 't' -> append(value, '\t', at);
      case 'x' -> code(body, at + 1, 16, 2, value, letter);
      case 'u' -> code(body, at + 1, 16, 4, value, letter);
      case 'U' -> code(body, at + 1, 16, 8, value, letter);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> code(body, at, 8, 3, value, letter);
      default -> append(value, letter, at);
    };
  }

  private static int append(StringBuilder value, char c, int at) {
    value.append(c);
    return at + 1;
  }

  /** Appends the character of a number of at most so many digits; returns the offset behind it. */
  private static int code(
      String body, int start, int radix, int digits, StringBuilder value, char letter) {
    int end = start;
    while (end < body.length()
        && end - start < digits
        && Character.digit(body.charAt(end), radix) >= 0) {
      end++;
    }
    if (end == start) {
      value.append(letter);
      return start;
    }
    long code = Long.parseLong(body.substring(start, end), radix);
    value.appendCodePoint(Character.isValidCodePoint((int) code) ? (int) code : 0xfffd);
    return end;
  }
}
