package io.penstock.planner;

import io.penstock.execution.api.StatementOutline;
import org.apache.arrow.vector.types.pojo.Schema;

/** Turns one statement's text into what has to be done. Thread-safe; blocks on the Delta log. */
public interface Planner {
  /**
   * Classifies, parses, validates and resolves one statement.
   *
   * @param sql one statement; a trailing semicolon and comments are allowed
   * @throws io.penstock.execution.api.PenstockException with a code, a SQLSTATE and, where there is
   *     one, the position in {@code sql}
   */
  PlannedStatement plan(String sql, PlanningContext context);

  /**
   * Looks up the tables of a statement that was left to the engine.
   *
   * @param outline what the engine's parser says of its text
   * @return an {@link EngineStatement}, or the answer to its EXPLAIN
   * @throws io.penstock.execution.api.PenstockException as {@link #plan} does for names
   */
  PlannedStatement resolve(UnplannedStatement statement, StatementOutline outline);

  /**
   * As the other does, for the query of a command.
   *
   * @param outline what the engine's parser says of the query's text
   * @throws io.penstock.execution.api.PenstockException also PARSE_SYNTAX_ERROR if it is no query
   */
  EngineStatement resolve(CommandOnQuery command, StatementOutline outline);

  /**
   * What a command on a query does.
   *
   * @param outline what the engine's parser says of the query's text
   * @param columns of the query, as an engine describes it
   * @throws io.penstock.execution.api.PenstockException as {@link #plan} does for such commands
   */
  PlannedCommand complete(CommandOnQuery command, StatementOutline outline, Schema columns);

  /**
   * Keeps the names of the tables that a statement creates; before it runs.
   *
   * @return the caller says how it went, and closes it
   * @throws io.penstock.execution.api.PenstockException as {@link
   *     io.penstock.planner.catalog.Catalog#reserve}
   */
  NewTables begin(EngineStatement statement);

  /** Loads and compiles what the first statement would otherwise wait for. */
  void warmUp();

  /**
   * Carries out a change of names; when it returns, everyone sees it.
   *
   * @throws io.penstock.execution.api.PenstockException as {@link
   *     io.penstock.planner.catalog.Catalog#apply}, at the name's place
   */
  void apply(PlannedCommand.ChangeCatalog change);
}
