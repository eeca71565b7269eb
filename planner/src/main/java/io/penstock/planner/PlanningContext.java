package io.penstock.planner;

import java.util.Map;

/**
 * What of a session bears on planning.
 *
 * @param catalog current catalog
 * @param schema current schema
 * @param settings the session's settings by lower-case key, defaults included
 */
public record PlanningContext(String catalog, String schema, Map<String, String> settings) {
  /**
   * The key of the setting that says which text an engine gets: {@code auto} (the original unless
   * it was rewritten), {@code original} or {@code planned} (always unparsed from the plan).
   */
  public static final String ENGINE_TEXT = "penstock.engine_text";

  /** The key of the setting that forces a lane: {@code auto} or a {@code Lane} label. */
  public static final String LANE = "penstock.lane";

  public PlanningContext {
    settings = Map.copyOf(settings);
  }
}
