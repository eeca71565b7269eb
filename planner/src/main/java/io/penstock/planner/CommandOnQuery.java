package io.penstock.planner;

import io.penstock.execution.api.StatementOutline;
import io.penstock.planner.validate.PlanningDeadline;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A command on a query that Calcite does not plan, such as CREATE VIEW. An engine tells the query's
 * columns, and {@link Planner#complete} then what is to be done.
 */
public final class CommandOnQuery implements PlannedStatement {
  /** Makes the command. */
  interface Completion {
    /** Throws what is known to be wrong before the columns are. */
    void check(StatementOutline outline);

    /**
     * @param outline of the query
     * @param columns of the query, with {@link
     *     io.penstock.execution.api.EngineProtocol#GENERATED_NAME}
     */
    PlannedCommand complete(StatementOutline outline, Schema columns, PlanningDeadline deadline);
  }

  private final UnplannedStatement query;
  private final boolean lasting;
  private final Completion completion;

  CommandOnQuery(UnplannedStatement query, boolean lasting, Completion completion) {
    this.query = query;
    this.lasting = lasting;
    this.completion = completion;
  }

  public UnplannedStatement query() {
    return query;
  }

  /** Whether it makes what outlives the session, whose variables and functions it cannot use. */
  public boolean isLasting() {
    return lasting;
  }

  Completion completion() {
    return completion;
  }
}
