package io.penstock.gateway.query;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Lane;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.SessionSettings;
import io.penstock.planner.EngineStatement;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlannedStatement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has to do.
 *
 * @param planned the query as planned, which decides the columns; empty if the engine does
 * @param own the statement in its author's words; empty if it was planned
 */
record EngineWork(
    ExecutableQuery query,
    Lane lane,
    Optional<PlannedQuery> planned,
    Optional<EngineStatement> own) {

  /**
   * @param planned for an engine
   * @param parameters one value for each {@code ?}
   * @throws PenstockException UNBOUND_SQL_PARAMETER; UNSUPPORTED_FEATURE for what the session's
   *     declarations or its key do not go with
   */
  static EngineWork of(
      Query query, Session session, PlannedStatement planned, List<@Nullable Object> parameters) {
    if (planned instanceof EngineStatement statement) {
      checkParameters(statement.parameters(), parameters);
      Map<String, String> settings = settings(session, statement, true);
      key(query, session, statement, parameters).forEach(settings::put);
      return new EngineWork(
          executable(query.id(), statement, parameters, settings),
          Lane.SPARK,
          Optional.empty(),
          Optional.of(statement));
    }
    PlannedQuery plan = (PlannedQuery) planned;
    checkParameters(plan.parameters().size(), parameters);
    ExecutableQuery executable =
        new ExecutableQuery(
            query.id(),
            plan.engineText(),
            parameters,
            plan.pins(),
            session.namespace().catalog(),
            session.namespace().schema(),
            session.settings().forEngine());
    return new EngineWork(executable, plan.lane(), Optional.of(plan), Optional.empty());
  }

  /**
   * The question which columns a statement has.
   *
   * @param declared whether the session's variables and functions mean something to it
   */
  static ExecutableQuery question(Session session, EngineStatement statement, boolean declared) {
    List<@Nullable Object> unknown = Collections.nCopies(statement.parameters(), null);
    return executable(QueryId.random(), statement, unknown, settings(session, statement, declared));
  }

  boolean changes() {
    return own.isPresent() && own.get().changes();
  }

  boolean declares() {
    return own.isPresent() && own.get().declares();
  }

  /** What Spark has to know of the session to understand its statements. */
  private static Map<String, String> settings(
      Session session, EngineStatement statement, boolean declared) {
    Map<String, String> settings = new LinkedHashMap<>(session.settings().forEngine());
    for (EngineStatement.Called function : statement.functions().called()) {
      boolean hidden = declared && session.declarations().hasFunction(function.name());
      if (hidden && function.isNeeded()) {
        throw new PenstockException(
            ErrorCode.UNSUPPORTED_FEATURE,
            "The statement calls the catalog's function "
                + function.name()
                + ", and the session has a temporary one of this name. DROP TEMPORARY FUNCTION"
                + " removes that.");
      }
      if (!hidden) {
        settings.put(EngineProtocol.DECLARATION + "function." + settings.size(), function.text());
      }
    }
    if (declared) {
      settings.putAll(session.declarations().forEngine());
    }
    return settings;
  }

  /** The session's idempotency key, for a statement to which it applies. */
  private static Map<String, String> key(
      Query query, Session session, EngineStatement statement, List<@Nullable Object> parameters) {
    String key = session.settings().value(SessionSettings.IDEMPOTENCY_KEY);
    if (key.isEmpty()) {
      return Map.of();
    }
    if (statement.isScript() && statement.changes()) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "A script that changes tables cannot have an idempotency key: it has as many commits as"
              + " changes. RESET "
              + SessionSettings.IDEMPOTENCY_KEY
              + ", or send its statements one by one, each with its own key.");
    }
    return statement.changesRows()
        ? Map.of(
            EngineProtocol.KEY_SETTING,
            "penstock-key:" + key,
            EngineProtocol.KEY_DIGEST_SETTING,
            Long.toString(StatementDigest.of(query.text(), parameters)))
        : Map.of();
  }

  private static ExecutableQuery executable(
      QueryId id,
      EngineStatement statement,
      List<@Nullable Object> parameters,
      Map<String, String> settings) {
    return new ExecutableQuery(
        id,
        statement.text(),
        parameters,
        statement.pins(),
        statement.catalog(),
        statement.schema(),
        settings);
  }

  private static void checkParameters(int wanted, List<@Nullable Object> parameters) {
    if (wanted != parameters.size()) {
      throw new PenstockException(
          ErrorCode.UNBOUND_SQL_PARAMETER,
          "The statement has "
              + wanted
              + " parameters and "
              + parameters.size()
              + " values were given.");
    }
  }
}
