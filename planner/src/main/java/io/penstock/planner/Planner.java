package io.penstock.planner;

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

  /** Loads and compiles what the first statement would otherwise wait for. */
  void warmUp();
}
