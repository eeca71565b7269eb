package io.penstock.planner;

import io.penstock.execution.api.StatementOutline;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import io.penstock.planner.validate.ValidatedQuery;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Schema;

/** The queries that commands end with. */
final class CommandQueries {
  /** Makes a command of a query that Calcite does not plan. */
  interface FromEngine {
    /** As {@link CommandOnQuery.Completion#check}. */
    default void check(UnplannedStatement query, StatementOutline outline) {}

    PlannedCommand make(
        UnplannedStatement query,
        StatementOutline outline,
        Schema columns,
        PlanningDeadline deadline);
  }

  private final QueryValidator validator;
  private final Function<SqlText, PlannedStatement> planQuery;
  private final PlanningContext context;
  private final SqlText text;
  private final PlanningDeadline deadline;

  /**
   * @param planQuery plans a query in the command's stead
   */
  CommandQueries(
      QueryValidator validator,
      Function<SqlText, PlannedStatement> planQuery,
      PlanningContext context,
      SqlText text,
      PlanningDeadline deadline) {
    this.validator = validator;
    this.planQuery = planQuery;
    this.context = context;
    this.text = text;
    this.deadline = deadline;
  }

  /**
   * The command with the query that is the rest of the text.
   *
   * @param lasting as {@link CommandOnQuery#isLasting}
   * @param planned makes the command if Calcite plans the query
   */
  PlannedStatement rest(
      TokenReader reader,
      boolean lasting,
      Function<ValidatedQuery, PlannedCommand> planned,
      FromEngine unplanned) {
    if (reader.isAtEnd()) {
      throw reader.expected("a query");
    }
    SqlText rest = text.from(reader.offset());
    ValidatedQuery query;
    try {
      query =
          validator.validate(
              rest, context.catalog(), context.schema(), context.temporaryViews(), deadline);
    } catch (RuntimeException | AssertionError e) {
      if (planQuery.apply(rest) instanceof UnplannedStatement statement) {
        return new CommandOnQuery(statement, lasting, completion(statement, unplanned));
      }
      throw e;
    }
    return planned.apply(query);
  }

  private static CommandOnQuery.Completion completion(
      UnplannedStatement query, FromEngine command) {
    return new CommandOnQuery.Completion() {
      @Override
      public void check(StatementOutline outline) {
        command.check(query, outline);
      }

      @Override
      public PlannedCommand complete(
          StatementOutline outline, Schema columns, PlanningDeadline limit) {
        return command.make(query, outline, columns, limit);
      }
    };
  }
}
