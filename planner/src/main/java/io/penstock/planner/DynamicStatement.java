package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import io.penstock.planner.classify.ImmediateStatement;
import io.penstock.planner.classify.ImmediateStatement.Argument;
import io.penstock.planner.classify.Statement;
import io.penstock.planner.classify.StatementClassifier;
import io.penstock.planner.lexer.NamedParameters;
import io.penstock.planner.lexer.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EXECUTE IMMEDIATE: a query tells the text of the statement and the values of its parameters. The
 * conditions are Spark's.
 */
public final class DynamicStatement implements PlannedStatement {
  private final ImmediateStatement statement;
  private final TextPosition place;

  /**
   * A statement without named parameters.
   *
   * @param parameters one value for each {@code ?}
   */
  public record Told(String text, List<@Nullable Object> parameters) {}

  DynamicStatement(ImmediateStatement statement, SqlText text) {
    this.statement = statement;
    this.place = text.position(statement.offset());
  }

  /** Its one row has the text, a string or null, and then the values. */
  public String question() {
    StringBuilder question = new StringBuilder("SELECT CAST((");
    question.append(statement.text()).append("\n) AS STRING)");
    for (Argument argument : statement.arguments()) {
      question.append(", (").append(argument.expression()).append("\n)");
    }
    return question.toString();
  }

  /**
   * @param answer the question's row
   * @throws PenstockException INVALID_STATEMENT
   */
  public Told told(List<@Nullable Object> answer) {
    String sql = (String) answer.get(0);
    if (sql == null) {
      throw refusal(
          "NULL_QUERY_STRING_EXECUTE_IMMEDIATE",
          "22004",
          "EXECUTE IMMEDIATE takes a statement's text, but " + statement.text() + " is NULL.");
    }
    NamedParameters parameters = NamedParameters.of(sql);
    SqlText text = SqlText.of(parameters.text());
    Statement kind = StatementClassifier.classify(text);
    if (kind instanceof ImmediateStatement) {
      throw refusal(
          "NESTED_EXECUTE_IMMEDIATE",
          "07501",
          "EXECUTE IMMEDIATE cannot run another EXECUTE IMMEDIATE.");
    }
    if (text.isScript()) {
      throw refusal(
          "SQL_SCRIPT_IN_EXECUTE_IMMEDIATE",
          "07501",
          "EXECUTE IMMEDIATE runs one statement, and no script. Send the script by itself.");
    }
    List<@Nullable Object> values = answer.subList(1, answer.size());
    return new Told(
        into(text.text(), kind), parameters.names().isEmpty() ? values : named(parameters, values));
  }

  private String into(String text, Statement kind) {
    if (statement.into().isEmpty()) {
      return text;
    }
    if (!(kind instanceof Statement.Query)) {
      throw refusal(
          "INVALID_STATEMENT_FOR_EXECUTE_INTO",
          "07501",
          "INTO takes the answer of a query, and this is none: " + text.strip());
    }
    return "SET VARIABLE (" + statement.into().get() + ") = (" + text + "\n)";
  }

  private List<@Nullable Object> named(NamedParameters parameters, List<@Nullable Object> values) {
    List<String> names = new ArrayList<>();
    for (Argument argument : statement.arguments()) {
      names.add(
          argument
              .name()
              .orElseThrow(
                  () ->
                      refusal(
                          "ALL_PARAMETERS_MUST_BE_NAMED",
                          "07001",
                          "The statement's parameters have names, so each value behind USING needs"
                              + " one: USING "
                              + argument.expression()
                              + " AS name.")));
    }
    List<@Nullable Object> found = new ArrayList<>();
    for (String name : parameters.names()) {
      int at = names.indexOf(name);
      if (at < 0) {
        throw new PenstockException(
            Failure.of(
                    ErrorCode.UNBOUND_SQL_PARAMETER,
                    "There is no value for :" + name + ". Write USING value AS " + name + ".")
                .at(place),
            null);
      }
      found.add(values.get(at));
    }
    return parameters.positional(found);
  }

  private PenstockException refusal(String condition, String sqlState, String message) {
    return new PenstockException(
        new Failure(ErrorCode.INVALID_STATEMENT, condition, sqlState, message, Optional.of(place)),
        null);
  }
}
