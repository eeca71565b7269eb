package io.penstock.planner.parser;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands the tokens of Spark's lexer to the parser that JavaCC makes: no lexer is generated. Not
 * thread-safe.
 */
final class SparkTokens implements TokenManager {
  private static final Map<String, Integer> SYMBOL_KINDS =
      Map.ofEntries(
          Map.entry("(", SparkGrammarConstants.LPAREN),
          Map.entry(")", SparkGrammarConstants.RPAREN),
          Map.entry("[", SparkGrammarConstants.LBRACKET),
          Map.entry("]", SparkGrammarConstants.RBRACKET),
          Map.entry(".", SparkGrammarConstants.DOT),
          Map.entry(",", SparkGrammarConstants.COMMA),
          Map.entry(":", SparkGrammarConstants.COLON),
          Map.entry("=", SparkGrammarConstants.EQ),
          Map.entry("<", SparkGrammarConstants.LT),
          Map.entry(">", SparkGrammarConstants.GT),
          Map.entry("<>", SparkGrammarConstants.NE),
          Map.entry("+", SparkGrammarConstants.PLUS),
          Map.entry("-", SparkGrammarConstants.MINUS),
          Map.entry("*", SparkGrammarConstants.STAR),
          Map.entry("?", SparkGrammarConstants.HOOK),
          Map.entry("@", SparkGrammarConstants.AT_SIGN),
          Map.entry("|>", SparkGrammarConstants.PIPE),
          Map.entry("->", SparkGrammarConstants.LAMBDA),
          Map.entry("=>", SparkGrammarConstants.NAMED_ARGUMENT_ASSIGNMENT),
          Map.entry("::", SparkGrammarConstants.INFIX_CAST));

  /** Keywords are tokens that are named after themselves. */
  private static final Map<String, Integer> KEYWORD_KINDS = keywords();

  private final List<io.penstock.planner.lexer.Token> tokens;
  private final Words words;
  private int next;

  /** Where the text was looked at last: positions are asked for in order. */
  private final Lines lines;

  SparkTokens(SqlText text) {
    this.tokens = text.tokens();
    this.words = new Words(tokens);
    this.lines = new Lines(text.original());
  }

  private static Map<String, Integer> keywords() {
    Map<String, Integer> kinds = new HashMap<>();
    String[] images = SparkGrammarConstants.tokenImage;
    for (int kind = 0; kind < images.length; kind++) {
      kinds.put(images[kind].substring(1, images[kind].length() - 1), kind);
    }
    return kinds;
  }

  Words words() {
    return words;
  }

  @Override
  public Token getNextToken() {
    if (next == tokens.size()) {
      return end();
    }
    io.penstock.planner.lexer.Token source = tokens.get(next);
    SparkToken token = new SparkToken(kind(source), source.text(), next, source);
    next++;
    lines.moveTo(source.start());
    token.beginLine = lines.line();
    token.beginColumn = lines.column();
    lines.moveTo(source.end() - 1);
    token.endLine = lines.line();
    token.endColumn = lines.column();
    return token;
  }

  private Token end() {
    io.penstock.planner.lexer.Token last = tokens.get(tokens.size() - 1);
    SparkToken token = new SparkToken(SparkGrammarConstants.EOF, "", tokens.size(), last);
    lines.moveTo(last.end() - 1);
    token.beginLine = lines.line();
    token.endLine = lines.line();
    token.beginColumn = lines.column() + 1;
    token.endColumn = token.beginColumn;
    return token;
  }

  private static int kind(io.penstock.planner.lexer.Token token) {
    return switch (token.kind()) {
      case QUOTED -> SparkGrammarConstants.IDENTIFIER;
      case STRING -> SparkGrammarConstants.QUOTED_STRING;
      case NUMBER -> SparkGrammarConstants.NUMBER;
      case WORD -> KEYWORD_KINDS.getOrDefault(token.upper(), SparkGrammarConstants.IDENTIFIER);
      case SYMBOL -> symbol(token.text());
    };
  }

  /** Makes brackets of {@code >>} and {@code >>>}, as they close nested types. */
  static void splitShift(Token token) {
    boolean shift =
        token instanceof SparkToken first
            && first.source().kind() == Kind.SYMBOL
            && (token.image.equals(">>") || token.image.equals(">>>"));
    if (!shift) {
      return;
    }
    SparkToken whole = (SparkToken) token;
    SparkToken rest =
        new SparkToken(
            symbol(token.image.substring(1)),
            token.image.substring(1),
            whole.index,
            whole.source());
    rest.beginLine = token.beginLine;
    rest.beginColumn = token.beginColumn + 1;
    rest.endLine = token.endLine;
    rest.endColumn = token.endColumn;
    rest.next = token.next;
    token.kind = SparkGrammarConstants.GT;
    token.image = ">";
    token.endColumn = token.beginColumn;
    token.next = rest;
  }

  private static int symbol(String symbol) {
    return SYMBOL_KINDS.getOrDefault(symbol, SparkGrammarConstants.SYMBOL);
  }
}
