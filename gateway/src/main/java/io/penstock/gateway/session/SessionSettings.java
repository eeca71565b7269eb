package io.penstock.gateway.session;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.PlanningContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a session can SET, their checks and their values. Keys match without regard to
 * case. Thread-safe.
 *
 * <p>Of Spark's settings only those are taken that change how a query runs, never what it answers:
 * the semantics are the same in every session.
 */
public final class SessionSettings {
  /** Seconds until a query is stopped; 0 means the server's limit. */
  public static final String QUERY_TIMEOUT = "penstock.query_timeout";

  /**
   * Names the next INSERT, UPDATE, DELETE or MERGE, so that it is applied at most once however
   * often it is sent; forgotten once a statement was carried out under it.
   */
  public static final String IDEMPOTENCY_KEY = "penstock.idempotency_key";

  private static final int MAX_KEY_LENGTH = 200;

  public static final String TIME_ZONE = "spark.sql.session.timeZone";

  private interface Check {
    /** The value to keep, or null if it is not legal. */
    @Nullable String apply(String value);
  }

  private record Setting(
      String name, String initial, boolean forEngine, String legal, Check check) {
    String lowerName() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<String, Setting> KNOWN =
      List.of(
              oneOf(PlanningContext.LANE, "auto", List.of("auto", "spark")),
              oneOf(PlanningContext.ENGINE_TEXT, "auto", List.of("auto", "original", "planned")),
              number(QUERY_TIMEOUT, "0", false, 0, 7 * 24 * 3600),
              new Setting(
                  IDEMPOTENCY_KEY,
                  "",
                  false,
                  "a text of 1 to " + MAX_KEY_LENGTH + " characters",
                  value -> value.isEmpty() || value.length() > MAX_KEY_LENGTH ? null : value),
              new Setting(TIME_ZONE, "UTC", true, "a time zone", SessionSettings::zone),
              number("spark.sql.shuffle.partitions", "", true, 1, 100_000),
              number("spark.sql.autoBroadcastJoinThreshold", "", true, -1, Integer.MAX_VALUE),
              number("spark.sql.files.maxPartitionBytes", "", true, 1 << 16, Integer.MAX_VALUE),
              flag("spark.sql.adaptive.enabled"),
              flag("spark.sql.adaptive.coalescePartitions.enabled"),
              flag("spark.sql.adaptive.skewJoin.enabled"))
          .stream()
          .collect(Collectors.toMap(Setting::lowerName, s -> s, (a, b) -> a, TreeMap::new));

  private final Map<String, String> changed = new LinkedHashMap<>();

  /**
   * Changes a setting.
   *
   * @return the key in its own spelling and the value as kept
   * @throws PenstockException INVALID_SETTING if there is no such setting or the value is not legal
   */
  public Map.Entry<String, String> set(String key, String value) {
    Setting setting = known(key);
    String kept = setting.check().apply(value.trim());
    if (kept == null) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "The value '"
              + value
              + "' is not legal for "
              + setting.name()
              + ". It takes "
              + setting.legal()
              + ".");
    }
    synchronized (changed) {
      changed.put(setting.lowerName(), kept);
    }
    return Map.entry(setting.name(), kept);
  }

  /** Brings one setting back to its default. */
  public void reset(String key) {
    Setting setting = known(key);
    synchronized (changed) {
      changed.remove(setting.lowerName());
    }
  }

  /** Brings all settings back to their defaults. */
  public void resetAll() {
    synchronized (changed) {
      changed.clear();
    }
  }

  /** The value of a known setting; empty if it was left to the engine. */
  public String value(String key) {
    Setting setting = known(key);
    synchronized (changed) {
      return changed.getOrDefault(setting.lowerName(), setting.initial());
    }
  }

  /** Whether there is a setting of this name. */
  public boolean exists(String key) {
    return KNOWN.containsKey(key.trim().toLowerCase(Locale.ROOT));
  }

  /** All settings by name in its own spelling. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    KNOWN.values().forEach(setting -> all.put(setting.name(), value(setting.name())));
    return all;
  }

  /** All settings by lower-case key, as planning wants them. */
  public Map<String, String> forPlanning() {
    Map<String, String> all = new LinkedHashMap<>();
    KNOWN.forEach((key, setting) -> all.put(key, value(key)));
    return all;
  }

  /** Those that an engine has to know, by its spelling. */
  public Map<String, String> forEngine() {
    Map<String, String> engine = new LinkedHashMap<>();
    for (Setting setting : KNOWN.values()) {
      String value = value(setting.name());
      if (setting.forEngine() && !value.isEmpty()) {
        engine.put(setting.name(), value);
      }
    }
    return engine;
  }

  /** The session's limit for one query; zero if it has none. */
  public Duration queryTimeout() {
    return Duration.ofSeconds(Long.parseLong(value(QUERY_TIMEOUT)));
  }

  private static Setting known(String key) {
    Setting setting = KNOWN.get(key.trim().toLowerCase(Locale.ROOT));
    if (setting == null) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "There is no setting "
              + key.trim()
              + ". The settings are "
              + KNOWN.values().stream().map(Setting::name).collect(Collectors.joining(", "))
              + ".");
    }
    return setting;
  }

  private static Setting oneOf(String name, String initial, List<String> values) {
    return new Setting(
        name,
        initial,
        false,
        "one of " + String.join(", ", values),
        value -> {
          String lower = value.toLowerCase(Locale.ROOT);
          return values.contains(lower) ? lower : null;
        });
  }

  private static Setting flag(String name) {
    return new Setting(
        name,
        "",
        true,
        "true or false",
        value -> {
          String lower = value.toLowerCase(Locale.ROOT);
          return lower.equals("true") || lower.equals("false") ? lower : null;
        });
  }

  private static Setting number(
      String name, String initial, boolean forEngine, long smallest, long largest) {
    return new Setting(
        name,
        initial,
        forEngine,
        "a whole number from " + smallest + " to " + largest,
        value -> {
          try {
            long number = Long.parseLong(value);
            return number >= smallest && number <= largest ? Long.toString(number) : null;
          } catch (NumberFormatException e) {
            return null;
          }
        });
  }

  private static @Nullable String zone(String value) {
    try {
      return ZoneId.of(value, ZoneId.SHORT_IDS).getId();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
