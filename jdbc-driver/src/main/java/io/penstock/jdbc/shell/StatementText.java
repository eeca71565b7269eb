package io.penstock.jdbc.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text cut into statements at each semicolon outside strings, quoted names, comments and
 * scripts.
 *
 * @param complete the statements that end with a semicolon, without it
 * @param rest what comes after the last one
 * @param open whether the rest ends inside a string, quoted name or comment
 */
record StatementText(List<String> complete, String rest, boolean open) {

  StatementText {
    complete = List.copyOf(complete);
  }

  static StatementText of(String text) {
    List<String> complete = new ArrayList<>();
    ScriptBlocks blocks = new ScriptBlocks();
    int start = 0;
    int at = 0;
    boolean open = false;
    while (at < text.length()) {
      int end = endOfToken(text, at);
      if (end < 0) {
        open = true;
        break;
      }
      String token = text.substring(at, end);
      if (!isBlank(token)) {
        blocks.next(token);
      }
      if (token.equals(";") && !blocks.isOpen()) {
        add(complete, text.substring(start, at));
        start = end;
        blocks = new ScriptBlocks();
      }
      at = end;
    }
    String rest = strip(text.substring(start));
    return new StatementText(complete, isBlank(rest) ? "" : rest, open);
  }

  /** All statements, the last one with or without a semicolon. */
  List<String> all() {
    List<String> all = new ArrayList<>(complete);
    if (!rest.isEmpty()) {
      all.add(rest);
    }
    return all;
  }

  private static void add(List<String> statements, String text) {
    if (!isBlank(text)) {
      statements.add(strip(text));
    }
  }

  private static String strip(String text) {
    return text.strip();
  }

  /** Whether there is nothing but white space and comments. */
  private static boolean isBlank(String text) {
    int at = 0;
    while (at < text.length()) {
      boolean comment = text.startsWith("--", at) || text.startsWith("/*", at);
      if (!comment && !Character.isWhitespace(text.charAt(at))) {
        return false;
      }
      int end = endOfToken(text, at);
      if (end < 0) {
        return true;
      }
      at = end;
    }
    return true;
  }

  /** Where the word, string, quoted name, comment or symbol at a place ends; -1: nowhere. */
  private static int endOfToken(String text, int at) {
    char c = text.charAt(at);
    if (Character.isJavaIdentifierPart(c)) {
      int end = at + 1;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      return end;
    }
    if (c == '\'' || c == '"') {
      return endOfString(text, at, c);
    } else if (c == '`') {
      int end = text.indexOf('`', at + 1);
      return end < 0 ? -1 : end + 1;
    } else if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    } else if (text.startsWith("/*", at)) {
      return endOfComment(text, at);
    }
    return at + 1;
  }

  /** A backslash takes the next character with it, as in Spark, unless the string is raw. */
  private static int endOfString(String text, int at, char quote) {
    boolean raw = at > 0 && (text.charAt(at - 1) == 'r' || text.charAt(at - 1) == 'R');
    boolean rawLiteral = raw && (at < 2 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !rawLiteral) {
        i++;
      } else if (c == quote) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Comments nest, as in Spark. */
  private static int endOfComment(String text, int at) {
    int depth = 0;
    int i = at;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return -1;
  }
}
