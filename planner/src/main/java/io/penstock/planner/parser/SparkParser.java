package io.penstock.planner.parser;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/** Parses queries by Spark's grammar. Stateless. */
public final class SparkParser {
  private static final int MAX_QUOTED_LENGTH = 80;

  private SparkParser() {}

  /**
   * The query as Calcite's nodes, whose positions are those of the original text.
   *
   * @throws PenstockException PARSE_SYNTAX_ERROR; UNSUPPORTED_FEATURE for a construct of Spark that
   *     cannot be planned
   */
  public static SqlNode parse(SqlText text) {
    SparkGrammar grammar = new SparkGrammar(new SparkTokens(text));
    SqlNode query;
    try {
      query = grammar.QueryEof();
    } catch (ParseException e) {
      throw syntax(text, e);
    }
    Refusal refusal = grammar.refusal();
    if (refusal != null) {
      throw text.failure(
          start(text, refusal.token()),
          ErrorCode.UNSUPPORTED_FEATURE,
          refusal.what() + " cannot be planned yet.");
    }
    return query;
  }

  private static int start(SqlText text, int token) {
    List<Token> tokens = text.tokens();
    return token < tokens.size() ? tokens.get(token).start() : tokens.get(tokens.size() - 1).end();
  }

  private static PenstockException syntax(SqlText text, ParseException failure) {
    List<Token> tokens = text.tokens();
    int index = ((SparkToken) failure.currentToken.next).index;
    boolean atEnd = index >= tokens.size();
    String where = atEnd ? tokens.get(tokens.size() - 1).text() : tokens.get(index).text();
    String message =
        atEnd
            ? "Syntax error at the end of the statement: something is missing after "
                + shortened(where)
                + "."
            : "Syntax error at or near " + shortened(where) + ".";
    Failure told =
        Failure.of(ErrorCode.PARSE_SYNTAX_ERROR, message).at(text.position(start(text, index)));
    return new PenstockException(told, failure);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_QUOTED_LENGTH
        ? text
        : text.substring(0, MAX_QUOTED_LENGTH - 3) + "...";
  }
}
