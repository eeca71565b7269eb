package io.penstock.planner.lexer;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement's {@code :name} parameters, and its text with {@code ?} in their places, in which
 * everything else stands where it stood. Immutable.
 *
 * @param text for the planner
 * @param names each once, in the order in which the text has them; none if it has no named ones
 * @param uses for each {@code ?} the index of its name
 */
public record NamedParameters(String text, List<String> names, List<Integer> uses) {
  public NamedParameters {
    names = List.copyOf(names);
    uses = List.copyOf(uses);
  }

  /**
   * @throws PenstockException as {@link SqlText#of}; INVALID_STATEMENT if there are {@code ?} as
   *     well
   */
  public static NamedParameters of(String sql) {
    if (sql.indexOf(':') < 0 || sql.length() > SqlText.MAX_LENGTH) {
      return new NamedParameters(sql, List.of(), List.of());
    }
    List<Token> tokens = new Tokenizer(sql).tokens();
    StringBuilder text = new StringBuilder(sql);
    List<String> names = new ArrayList<>();
    List<Integer> uses = new ArrayList<>();
    @Nullable Token positional = null;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (isMarker(tokens, i)) {
        Token name = tokens.get(i + 1);
        text.replace(token.start(), name.end(), "?" + " ".repeat(name.text().length()));
        if (!names.contains(name.name())) {
          names.add(name.name());
        }
        uses.add(names.indexOf(name.name()));
      } else if (token.isSymbol("?")) {
        positional = token;
      }
    }
    if (positional != null && !names.isEmpty()) {
      throw mixed(sql, positional);
    }
    return new NamedParameters(text.toString(), names, uses);
  }

  /**
   * One thing for each {@code ?}.
   *
   * @param named one for each name
   */
  public <T extends @Nullable Object> List<T> positional(List<T> named) {
    List<T> values = new ArrayList<>(uses.size());
    uses.forEach(use -> values.add(named.get(use)));
    return values;
  }

  /**
   * A colon directly before a name; not one that belongs to what stands before it, as in {@code
   * v:field} and {@code STRUCT<a: INT>}.
   */
  private static boolean isMarker(List<Token> tokens, int at) {
    Token colon = tokens.get(at);
    if (!colon.isSymbol(":") || at == 0 || at + 1 == tokens.size()) {
      return false;
    }
    Token name = tokens.get(at + 1);
    if ((name.kind() != Kind.WORD && name.kind() != Kind.QUOTED) || name.start() != colon.end()) {
      return false;
    }
    Token before = tokens.get(at - 1);
    return switch (before.kind()) {
      case SYMBOL -> !before.isSymbol(")") && !before.isSymbol("]");
      case WORD -> before.end() < colon.start();
      default -> false;
    };
  }

  private static PenstockException mixed(String sql, Token positional) {
    TextPosition place = SqlText.position(sql, positional.start());
    return new PenstockException(
        new Failure(
            ErrorCode.INVALID_STATEMENT,
            "INVALID_QUERY_MIXED_QUERY_PARAMETERS",
            "42613",
            "The statement has parameters with names and without. Use either :name or ?.",
            Optional.of(place)),
        null);
  }
}
