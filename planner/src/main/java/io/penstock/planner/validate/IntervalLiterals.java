package io.penstock.planner.validate;

import io.penstock.planner.lexer.StringLiterals;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark's intervals of one unit ({@code INTERVAL 3 DAYS}, {@code INTERVAL '3 days'}) as the
 * standard writes them.
 */
final class IntervalLiterals {
  private static final Set<String> UNITS =
      Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");
  private static final Pattern QUANTITY = Pattern.compile("\\s*([+-]?\\d+)\\s*");
  private static final Pattern QUANTITY_AND_UNIT =
      Pattern.compile("\\s*([+-]?\\d+)\\s+([a-zA-Z]+)\\s*");

  /**
   * @param text the standard's literal
   * @param tokens how many tokens it stands for
   */
  record Literal(String text, int tokens) {}

  private IntervalLiterals() {}

  /** The literal that begins at an index, if it is one that has to be written anew. */
  static Optional<Literal> at(List<Token> tokens, int index) {
    if (!tokens.get(index).is("INTERVAL") || index + 1 >= tokens.size()) {
      return Optional.empty();
    }
    Token quantity = tokens.get(index + 1);
    Optional<String> unit =
        index + 2 < tokens.size() && tokens.get(index + 2).kind() == Kind.WORD
            ? unit(tokens.get(index + 2).text())
            : Optional.empty();
    boolean range = index + 3 < tokens.size() && tokens.get(index + 3).is("TO");
    if (quantity.kind() == Kind.NUMBER && unit.isPresent() && !range) {
      return literal(quantity.text(), unit.get(), 3);
    }
    if (quantity.kind() != Kind.STRING) {
      return Optional.empty();
    }
    String value = StringLiterals.value(quantity);
    if (unit.isPresent()) {
      return range || !QUANTITY.matcher(value).matches()
          ? Optional.empty()
          : literal(value.strip(), unit.get(), 3);
    }
    Matcher both = QUANTITY_AND_UNIT.matcher(value);
    return both.matches()
        ? unit(both.group(2)).flatMap(u -> literal(both.group(1), u, 2))
        : Optional.empty();
  }

  private static Optional<Literal> literal(String quantity, String unit, int tokens) {
    if (!QUANTITY.matcher(quantity).matches()) {
      return Optional.empty();
    }
    boolean negative = quantity.startsWith("-");
    String digits = quantity.replace("-", "").replace("+", "");
    // Calcite takes two digits unless told how many there are.
    String precision = digits.length() > 2 ? "(" + digits.length() + ")" : "";
    return Optional.of(
        new Literal(
            "INTERVAL " + (negative ? "-" : "") + "'" + digits + "' " + unit + precision, tokens));
  }

  private static Optional<String> unit(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    String singular = upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
    return UNITS.contains(singular) ? Optional.of(singular) : Optional.empty();
  }
}
