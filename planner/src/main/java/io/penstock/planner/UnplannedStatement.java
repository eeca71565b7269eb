package io.penstock.planner;

import io.penstock.execution.api.Failure;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.lexer.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * A statement that goes to the Spark engine in its author's words: a command that only Spark
 * carries out, or a query that Calcite does not plan. Which tables it touches is known once the
 * engine has parsed it; {@link Planner#resolve} then makes an {@link EngineStatement} of it.
 *
 * @param text for the engine, with the positions of the author's
 * @param catalog for names of fewer than three parts
 * @param schema for names of one part
 * @param temporaryViews the session's
 * @param reason why a query is not planned; empty for a command
 * @param explained whether only its EXPLAIN is asked for
 */
public record UnplannedStatement(
    SqlText text,
    String catalog,
    String schema,
    List<TemporaryView> temporaryViews,
    Optional<Failure> reason,
    boolean explained)
    implements PlannedStatement {
  public UnplannedStatement {
    temporaryViews = List.copyOf(temporaryViews);
  }
}
