package io.penstock.planner;

import io.penstock.planner.catalog.TemporaryView;
import java.util.List;
import java.util.Map;

/**
 * What of a session bears on planning.
 *
 * @param catalog current catalog
 * @param schema current schema
 * @param settings the session's settings by lower-case key, defaults included
 * @param temporaryViews the session's temporary views
 */
public record PlanningContext(
    String catalog,
    String schema,
    Map<String, String> settings,
    List<TemporaryView> temporaryViews) {
  /**
   * The key of the setting that says which text an engine gets: {@code auto} (the original unless
   * it was rewritten), {@code original} or {@code planned} (always unparsed from the plan).
   */
  public static final String ENGINE_TEXT = "penstock.engine_text";

  /** The key of the setting that forces a lane: {@code auto} or a {@code Lane} label. */
  public static final String LANE = "penstock.lane";

  public PlanningContext {
    settings = Map.copyOf(settings);
    temporaryViews = List.copyOf(temporaryViews);
  }

  /** Of a session without temporary views. */
  public PlanningContext(String catalog, String schema, Map<String, String> settings) {
    this(catalog, schema, settings, List.of());
  }
}
