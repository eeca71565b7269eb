package io.penstock.planner.classify;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.StringLiterals;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.Optional;

/** Reads what follows SET and RESET. A value is the rest of the text, as in Spark. */
final class SettingReader {
  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  private final SqlText text;
  private final TokenReader reader;

  SettingReader(SqlText text, TokenReader reader) {
    this.text = text;
    this.reader = reader;
  }

  Statement set() {
    if (reader.isAtEnd()) {
      return new Statement.ShowSettings(Optional.empty());
    }
    if (isTimeZone()) {
      return timeZone();
    }
    String key = key();
    if (reader.isAtEnd()) {
      return new Statement.ShowSettings(Optional.of(key));
    }
    if (!reader.takeSymbol("=")) {
      throw reader.expected("= and a value");
    }
    return new Statement.Set(key, value());
  }

  Statement reset() {
    if (reader.isAtEnd()) {
      return new Statement.Reset(Optional.empty());
    }
    String key = key();
    reader.expectEnd();
    return new Statement.Reset(Optional.of(key));
  }

  private boolean isTimeZone() {
    return text.tokens().size() > 3
        && text.tokens().get(1).is("TIME")
        && text.tokens().get(2).is("ZONE");
  }

  private Statement timeZone() {
    reader.skip();
    reader.skip();
    if (reader.take("LOCAL")) {
      reader.expectEnd();
      return new Statement.Reset(Optional.of(TIME_ZONE));
    }
    Token zone =
        reader
            .peek()
            .filter(t -> t.kind() == Kind.STRING)
            .orElseThrow(() -> reader.expected("a time zone in quotes, or LOCAL"));
    reader.skip();
    reader.expectEnd();
    return new Statement.Set(TIME_ZONE, StringLiterals.value(zone));
  }

  /** Words with dots, dashes and colons between them, or one identifier in back-ticks. */
  private String key() {
    StringBuilder key = new StringBuilder();
    Optional<Token> token = reader.peek();
    int end = token.map(Token::start).orElse(0);
    while (token.isPresent() && token.get().start() == end && !token.get().isSymbol("=")) {
      key.append(token.get().name());
      end = token.get().end();
      reader.skip();
      token = reader.peek();
    }
    if (key.length() == 0) {
      throw reader.expected("a setting's name");
    }
    return key.toString();
  }

  private String value() {
    Optional<Token> first = reader.peek();
    if (first.isEmpty()) {
      return "";
    }
    if (reader.remaining() == 1 && first.get().kind() == Kind.STRING) {
      return StringLiterals.value(first.get());
    }
    Token last = text.tokens().get(text.tokens().size() - 1);
    return text.text().substring(first.get().start(), last.end());
  }
}
