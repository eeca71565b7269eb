package io.penstock.planner.classify;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * EXECUTE IMMEDIATE text [INTO variables] [USING values].
 *
 * @param text the expression that gives the statement's text, as written
 * @param into the variables as written; empty if there are none
 * @param arguments of USING
 */
public record ImmediateStatement(
    String text, Optional<String> into, List<Argument> arguments, int offset) implements Statement {

  /** A value for a parameter of the statement, and the parameter's name if it is said. */
  public record Argument(String expression, Optional<String> name) {}

  public ImmediateStatement {
    arguments = List.copyOf(arguments);
  }

  static ImmediateStatement read(SqlText text) {
    TokenReader reader = new TokenReader(text);
    reader.takeAll("EXECUTE", "IMMEDIATE");
    int offset = reader.offset();
    String expression = upTo(text, reader, "a string with a statement", "INTO", "USING");
    Optional<String> into =
        reader.take("INTO")
            ? Optional.of(upTo(text, reader, "a list of variables", "USING"))
            : Optional.empty();
    List<Argument> arguments = new ArrayList<>();
    if (reader.take("USING")) {
      boolean bracketed = isBracketed(text.tokens(), reader);
      if (bracketed) {
        reader.skip();
      }
      do {
        arguments.add(argument(text, reader));
      } while (reader.takeSymbol(","));
      if (bracketed) {
        reader.requireSymbol(")");
      }
    }
    reader.expectEnd();
    return new ImmediateStatement(expression, into, arguments, offset);
  }

  /** Whether one pair of brackets holds all that follows. */
  private static boolean isBracketed(List<Token> tokens, TokenReader reader) {
    int depth = 0;
    for (int i = tokens.size() - reader.remaining(); i < tokens.size(); i++) {
      depth += depth(tokens.get(i));
      if (depth == 0) {
        return i > tokens.size() - reader.remaining() && i + 1 == tokens.size();
      }
    }
    return false;
  }

  private static Argument argument(SqlText text, TokenReader reader) {
    String expression = upTo(text, reader, "a value", "AS");
    Optional<String> name =
        reader.take("AS") ? Optional.of(reader.name(1).parts().get(0)) : Optional.empty();
    return new Argument(expression, name);
  }

  /** What stands before the keyword, comma or closing bracket that ends it outside brackets. */
  private static String upTo(SqlText text, TokenReader reader, String what, String... keywords) {
    int start = reader.offset();
    int end = start;
    int depth = 0;
    while (reader.peek().isPresent()) {
      Token token = reader.peek().get();
      boolean ends =
          token.isAny(keywords)
              || token.isSymbol(")")
              || (token.isSymbol(",") && keywords[0].equals("AS"));
      if (depth == 0 && ends) {
        break;
      }
      depth += depth(token);
      end = token.end();
      reader.skip();
    }
    if (end == start) {
      throw reader.expected(what);
    }
    return text.text().substring(start, end);
  }

  private static int depth(Token token) {
    if (token.isSymbol("(") || token.isSymbol("[")) {
      return 1;
    }
    return token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
  }

  static boolean isOne(SqlText text) {
    List<Token> tokens = text.tokens();
    return tokens.size() > 1 && tokens.get(0).is("EXECUTE") && tokens.get(1).is("IMMEDIATE");
  }
}
