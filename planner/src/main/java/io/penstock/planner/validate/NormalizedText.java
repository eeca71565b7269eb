package io.penstock.planner.validate;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.StringLiterals;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Spark query in words that Babel's lexer takes: literals as standard SQL writes them, no
 * comments. Knows for each place in it the place in the author's text.
 */
final class NormalizedText {
  /** Words that Babel reserves and Spark does not. */
  private static final Set<String> NAME_WORDS =
      Set.of("DATE", "TIMESTAMP", "TIME", "USER", "DEFAULT");

  private static final Set<String> LITERAL_PREFIXES = Set.of("DATE", "TIMESTAMP", "TIME");

  /** Functions for which Babel has a syntax of its own that is not Spark's. */
  private static final Set<String> PLAIN_FUNCTIONS =
      Set.of(
          "FIRST",
          "LAST",
          "NEXT",
          "PREV",
          "DATEDIFF",
          "DATE_DIFF",
          "DATEADD",
          "DATE_ADD",
          "DATE_SUB",
          "DATE_TRUNC",
          "DATE_PART",
          "CEIL",
          "CEILING",
          "FLOOR",
          "IF",
          "CHAR",
          "PERCENTILE",
          "ANY",
          "UUID",
          "PERCENTILE_CONT",
          "PERCENTILE_DISC",
          "SOME",
          "EVERY",
          "MOD",
          "CONTAINS",
          "TRANSLATE",
          "REPLACE",
          "YEAR",
          "QUARTER",
          "MONTH",
          "DAY",
          "HOUR",
          "MINUTE",
          "SECOND",
          "USER");

  /** Functions that the standard calls with words, and Spark with commas as well. */
  private static final Map<String, String> STANDARD_SEPARATORS =
      Map.of("POSITION", "IN", "OVERLAY", "PLACING");

  private static final Set<String> TIME_UNITS =
      Set.of(
          "YEAR",
          "QUARTER",
          "MONTH",
          "WEEK",
          "DAY",
          "DAYOFYEAR",
          "HOUR",
          "MINUTE",
          "SECOND",
          "MILLISECOND",
          "MICROSECOND");

  private final SqlText source;
  private final StringBuilder text = new StringBuilder();
  private final InlineTables inlineTables;

  /** Offsets in {@link #text} where tokens begin, ascending, and where those are in the source. */
  private int[] starts = new int[64];

  private int[] origins = new int[64];
  private int count;

  NormalizedText(SqlText source) {
    this.source = source;
    List<Token> tokens = source.tokens();
    this.inlineTables = new InlineTables(tokens);
    int i = 0;
    while (i < tokens.size()) {
      int next = append(tokens, i);
      text.append(inlineTables.after(next - 1));
      i = next;
    }
  }

  String text() {
    return text.toString();
  }

  /** The offset in the author's text of a place that Calcite names; both count from 1. */
  int origin(int line, int column) {
    int offset = lineStart(line) + column - 1;
    int found = Arrays.binarySearch(starts, 0, count, offset);
    int index = found >= 0 ? found : -found - 2;
    return index < 0 ? 0 : origins[index];
  }

  private int lineStart(int line) {
    int start = 0;
    for (int l = 1; l < line && start < text.length(); start++) {
      char c = text.charAt(start);
      boolean crLf = c == '\r' && start + 1 < text.length() && text.charAt(start + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crLf)) {
        l++;
      }
    }
    return start;
  }

  private void mark(Token origin) {
    if (text.length() > 0) {
      text.append(' ');
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      origins = Arrays.copyOf(origins, count * 2);
    }
    starts[count] = text.length();
    origins[count] = origin.start();
    count++;
  }

  /** Appends the token at an index, perhaps with some that follow; returns the next index. */
  private int append(List<Token> tokens, int index) {
    Token token = tokens.get(index);
    if (glued(tokens, index)) {
      // Calcite tells x.y from x . y nowhere, but 1 . 5 from 1.5.
      text.append(token.text());
      return index + 1;
    }
    mark(token);
    text.append(inlineTables.before(index));
    Optional<IntervalLiterals.Literal> interval = IntervalLiterals.at(tokens, index);
    if (interval.isPresent()) {
      text.append(interval.get().text());
      return index + interval.get().tokens();
    }
    return switch (token.kind()) {
      case STRING -> strings(tokens, index);
      case NUMBER -> {
        number(token);
        yield index + 1;
      }
      case SYMBOL -> {
        text.append(token.isSymbol("==") ? "=" : token.text());
        yield index + 1;
      }
      case WORD -> {
        word(tokens, index);
        yield index + 1;
      }
      case QUOTED -> {
        text.append(token.text());
        yield index + 1;
      }
    };
  }

  private static boolean glued(List<Token> tokens, int index) {
    return index > 0
        && tokens.get(index).isSymbol(".")
        && tokens.get(index - 1).end() == tokens.get(index).start();
  }

  /** Literals next to each other are one, as in Spark. */
  private int strings(List<Token> tokens, int index) {
    List<String> values = new ArrayList<>();
    int next = index;
    while (next < tokens.size() && tokens.get(next).kind() == Kind.STRING) {
      values.add(StringLiterals.value(tokens.get(next)));
      next++;
    }
    text.append('\'').append(String.join("", values).replace("'", "''")).append('\'');
    return next;
  }

  private void number(Token token) {
    String upper = token.text().toUpperCase(Locale.ROOT);
    if (upper.endsWith("BD")) {
      text.append(exact(upper.substring(0, upper.length() - 2)));
      return;
    }
    String digits = upper.substring(0, upper.length() - 1);
    if (upper.endsWith(".")) {
      cast(digits, "DECIMAL(" + digits.length() + ", 0)");
      return;
    }
    switch (upper.charAt(upper.length() - 1)) {
      case 'L' -> cast(digits, "BIGINT");
      case 'S' -> cast(digits, "SMALLINT");
      case 'Y' -> cast(digits, "TINYINT");
      case 'F' -> cast(exact(digits), "FLOAT");
      case 'D' -> cast(exact(digits), "DOUBLE");
      default -> text.append(exact(upper));
    }
  }

  private void cast(String number, String type) {
    text.append("CAST(").append(number).append(" AS ").append(type).append(')');
  }

  /** Calcite counts a leading zero as a digit of a decimal, and Spark does not. */
  private static String exact(String number) {
    int point = number.indexOf('.');
    if (point < 0) {
      return number;
    }
    int start = 0;
    while (start < point && number.charAt(start) == '0') {
      start++;
    }
    String stripped = number.substring(start);
    return stripped.equals(".") ? "0" : stripped;
  }

  private void word(List<Token> tokens, int index) {
    Token token = tokens.get(index);
    boolean name = NAME_WORDS.contains(token.upper()) && isName(tokens, index);
    if (name || isPlainFunction(tokens, index)) {
      text.append('`').append(token.text()).append('`');
    } else {
      text.append(token.text());
    }
  }

  /** Whether a word that Babel reserves stands where Spark takes it for a name. */
  private static boolean isName(List<Token> tokens, int index) {
    if (index + 1 == tokens.size()) {
      return true;
    }
    Token next = tokens.get(index + 1);
    boolean literal =
        LITERAL_PREFIXES.contains(tokens.get(index).upper()) && next.kind() == Kind.STRING;
    boolean zoned = next.is("WITH") || next.is("WITHOUT");
    return !literal && !zoned && !next.isSymbol("(");
  }

  /** Whether a word stands between here and the bracket that closes, outside of others. */
  private static boolean isBeforeBracket(List<Token> tokens, int start, String word) {
    int depth = 0;
    for (int i = start; i < tokens.size() && depth >= 0; i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      } else if (depth == 0 && token.is(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlainFunction(List<Token> tokens, int index) {
    if (index + 2 >= tokens.size() || !tokens.get(index + 1).isSymbol("(")) {
      return false;
    }
    String separator = STANDARD_SEPARATORS.get(tokens.get(index).upper());
    if (separator != null) {
      return !isBeforeBracket(tokens, index + 2, separator);
    }
    if (!PLAIN_FUNCTIONS.contains(tokens.get(index).upper())) {
      return false;
    }
    boolean type =
        index > 0 && (tokens.get(index - 1).is("AS") || tokens.get(index - 1).isSymbol("::"));
    boolean comparison =
        index > 0
            && tokens.get(index - 1).kind() == Kind.SYMBOL
            && tokens.get(index).isAny("ANY", "SOME");
    boolean unit =
        index + 3 < tokens.size()
            && TIME_UNITS.contains(tokens.get(index + 2).upper())
            && tokens.get(index + 3).isSymbol(",");
    return !unit && !comparison && !type;
  }

  SqlText source() {
    return source;
  }
}
