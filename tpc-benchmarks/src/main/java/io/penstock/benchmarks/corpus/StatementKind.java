package io.penstock.benchmarks.corpus;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement of the corpus is for, as its first words tell. */
enum StatementKind {
  /** Compared: SELECT, WITH, VALUES, FROM, TABLE, in brackets or not. */
  QUERY,
  /** SET and RESET of a setting. */
  SETTING,
  /** Makes what later statements read. */
  CHANGE,
  /** Shows something and changes nothing. */
  OTHER;

  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "FROM", "TABLE");
  private static final Set<String> OTHERS = Set.of("EXPLAIN", "DESCRIBE", "DESC", "SHOW", "LIST");

  private static final Pattern WORDS = Pattern.compile("(\\w+)(?:\\s+(\\w+))?");

  static StatementKind of(String statement) {
    Matcher words = WORDS.matcher(statement.substring(start(statement)));
    if (!words.lookingAt()) {
      // nothing that a statement begins with: to be refused by both
      return QUERY;
    }
    String first = words.group(1).toUpperCase(Locale.ROOT);
    String second = words.group(2) == null ? "" : words.group(2).toUpperCase(Locale.ROOT);
    if (QUERIES.contains(first)) {
      return QUERY;
    }
    if (first.equals("RESET") || (first.equals("SET") && !second.startsWith("VAR"))) {
      return SETTING;
    }
    return OTHERS.contains(first) ? OTHER : CHANGE;
  }

  /** Behind blanks, comments (bracketed ones may be nested) and opening brackets. */
  private static int start(String statement) {
    int depth = 0;
    int i = 0;
    while (i < statement.length()) {
      if (statement.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (depth > 0) {
        boolean end = statement.startsWith("*/", i);
        depth -= end ? 1 : 0;
        i += end ? 2 : 1;
      } else if (statement.startsWith("--", i)) {
        int end = statement.indexOf('\n', i);
        i = end < 0 ? statement.length() : end;
      } else if (Character.isWhitespace(statement.charAt(i)) || statement.charAt(i) == '(') {
        i++;
      } else {
        return i;
      }
    }
    return i;
  }
}
