package io.penstock.planner;

import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lists of properties as Spark writes them: {@code ('a' = 'b', c.d = 1, e true)}. */
final class PropertyLists {
  private PropertyLists() {}

  /** Keys and values. */
  static Map<String, String> pairs(TokenReader reader) {
    Map<String, String> pairs = new LinkedHashMap<>();
    reader.requireSymbol("(");
    do {
      String key = key(reader);
      reader.takeSymbol("=");
      pairs.put(key, value(reader));
    } while (reader.takeSymbol(","));
    reader.requireSymbol(")");
    return pairs;
  }

  /** Keys alone; values are ignored. */
  static Map<String, String> keys(TokenReader reader) {
    Map<String, String> keys = new LinkedHashMap<>();
    reader.requireSymbol("(");
    do {
      keys.put(key(reader), "");
      if (reader.takeSymbol("=")) {
        value(reader);
      }
    } while (reader.takeSymbol(","));
    reader.requireSymbol(")");
    return keys;
  }

  private static String key(TokenReader reader) {
    Optional<Token> token = reader.peek();
    return token.isPresent() && token.get().kind() == Kind.STRING
        ? reader.string("a property's name")
        : String.join(".", reader.name(Integer.MAX_VALUE).parts());
  }

  private static String value(TokenReader reader) {
    Token token = reader.peek().orElseThrow(() -> reader.expected("a value"));
    if (token.kind() == Kind.STRING) {
      return reader.string("a value");
    }
    boolean literal = token.kind() == Kind.NUMBER || token.isAny("TRUE", "FALSE");
    if (!literal) {
      throw reader.expected("a value in quotes, a number, true or false");
    }
    reader.skip();
    return token.text();
  }
}
