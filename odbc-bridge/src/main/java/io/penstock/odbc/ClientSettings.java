package io.penstock.odbc;

import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.SessionSettings;
import io.penstock.odbc.wire.Violation;
import io.penstock.planner.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of one connection as PostgreSQL's clients know them. Some stand for the session's
 * own (time zone, timeout, current schema); some bear on nothing here and are only remembered. Used
 * by one thread at a time.
 */
final class ClientSettings {
  private static final String CONFORMING = "standard_conforming_strings";
  private static final String ENCODING = "client_encoding";
  private static final String DATE_STYLE = "datestyle";
  private static final String SEARCH_PATH = "search_path";
  private static final String TIMEOUT = "statement_timeout";
  private static final String ZONE = "timezone";

  /** Taken and remembered: they change how PostgreSQL works, not what it answers. */
  private static final Map<String, String> REMEMBERED =
      Map.ofEntries(
          Map.entry("application_name", ""),
          Map.entry("bytea_output", "hex"),
          Map.entry("client_min_messages", "notice"),
          Map.entry(DATE_STYLE, "ISO, MDY"),
          Map.entry(ENCODING, "UTF8"),
          Map.entry("default_transaction_isolation", "read committed"),
          Map.entry("default_transaction_read_only", "off"),
          Map.entry("extra_float_digits", "1"),
          Map.entry("idle_in_transaction_session_timeout", "0"),
          Map.entry("intervalstyle", "postgres"),
          Map.entry("lock_timeout", "0"),
          Map.entry(CONFORMING, "on"),
          Map.entry("transaction_isolation", "read committed"),
          Map.entry("transaction_read_only", "off"));

  private static final Map<String, String> FIXED =
      Map.of(
          "server_version", "15.0",
          "server_version_num", "150000",
          "server_encoding", "UTF8",
          "integer_datetimes", "on",
          "is_superuser", "off",
          "max_identifier_length", "63");

  /** Those that a client is told of without asking, in the spelling that drivers look for. */
  private static final List<String> REPORTED =
      List.of(
          "server_version",
          "server_encoding",
          "client_encoding",
          "DateStyle",
          "TimeZone",
          "integer_datetimes",
          "standard_conforming_strings",
          "application_name",
          "IntervalStyle",
          "is_superuser",
          "session_authorization");

  private static final Set<String> NOT_SCHEMAS = Set.of("$user", "public", "pg_catalog", "");

  private final Session session;
  private final Catalog catalog;
  private final Namespace start;
  private final Map<String, String> remembered = new TreeMap<>(REMEMBERED);
  private final Map<String, List<String>> wanted = new LinkedHashMap<>();
  private final Map<String, String> told = new LinkedHashMap<>();

  /**
   * @param session already in the catalog that the client asked for
   */
  ClientSettings(Session session, Catalog catalog) {
    this.session = session;
    this.catalog = catalog;
    this.start = session.namespace();
  }

  /** Changes a setting for good: what is reset comes back to this value. */
  void startWith(String name, List<String> values) {
    set(name, values);
    wanted.put(name.toLowerCase(Locale.ROOT), values);
  }

  /** Whether {@link #show} answers for this name. */
  boolean exists(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return remembered.containsKey(key)
        || FIXED.containsKey(key)
        || Set.of(SEARCH_PATH, TIMEOUT, ZONE, "session_authorization").contains(key)
        || session.settings().exists(key);
  }

  /** Whether a backslash in a plain literal escapes the next character. */
  boolean backslashEscapes() {
    return "off".equals(remembered.get(CONFORMING));
  }

  /**
   * Changes a setting.
   *
   * @param values none to bring it back to its default
   * @throws io.penstock.execution.api.PenstockException 42704 for an unknown name, 22023 for an
   *     illegal value, 55P02 for one that cannot change, 3F000 for a schema that is not there
   */
  void set(String name, List<String> values) {
    String key = name.toLowerCase(Locale.ROOT);
    String value = String.join(", ", values);
    if (FIXED.containsKey(key) || key.equals("session_authorization")) {
      throw Violation.of("55P02", "CANT_CHANGE_RUNTIME_PARAM", name + " cannot be changed.");
    }
    if (values.isEmpty()) {
      reset(key);
    } else if (key.equals(SEARCH_PATH)) {
      searchPath(values);
    } else if (key.equals(TIMEOUT)) {
      long millis = Timeouts.millis(value);
      session.settings().set(SessionSettings.QUERY_TIMEOUT, Long.toString((millis + 999) / 1000));
    } else if (key.equals(ZONE)) {
      session.settings().set(SessionSettings.TIME_ZONE, ZoneNames.zone(value));
    } else if (remembered.containsKey(key)) {
      remembered.put(key, checked(key, value));
    } else if (session.settings().exists(key)) {
      session.settings().set(key, value);
    } else {
      throw unknown(name);
    }
  }

  /** Brings one setting back to what it was when the connection began. */
  void reset(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    List<String> values = wanted.get(key);
    if (values != null) {
      set(key, values);
      return;
    }
    switch (key) {
      case SEARCH_PATH -> session.use(start);
      case TIMEOUT -> session.settings().reset(SessionSettings.QUERY_TIMEOUT);
      case ZONE -> session.settings().reset(SessionSettings.TIME_ZONE);
      default -> {
        String initial = REMEMBERED.get(key);
        if (initial != null) {
          remembered.put(key, initial);
        } else if (session.settings().exists(key)) {
          session.settings().reset(key);
        } else {
          throw unknown(name);
        }
      }
    }
  }

  /** Brings all settings back to what they were when the connection began. */
  void resetAll() {
    remembered.putAll(REMEMBERED);
    session.settings().resetAll();
    session.use(start);
    wanted.forEach(this::set);
  }

  /** A setting's value as SHOW tells it. */
  String show(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    String fixed = FIXED.getOrDefault(key, remembered.get(key));
    if (fixed != null) {
      return fixed;
    }
    return switch (key) {
      case SEARCH_PATH -> session.namespace().schema();
      case TIMEOUT -> Timeouts.shown(session.settings().queryTimeout());
      case ZONE -> session.settings().value(SessionSettings.TIME_ZONE);
      case "session_authorization" -> session.user();
      default -> session.settings().value(key);
    };
  }

  /** All settings by name. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(FIXED);
    all.putAll(remembered);
    for (String name : List.of(SEARCH_PATH, TIMEOUT, ZONE)) {
      all.put(name, show(name));
    }
    all.putAll(session.settings().all());
    return all;
  }

  /** What the client has to be told, because it does not know it yet or it has changed. */
  Map<String, String> news() {
    Map<String, String> news = new LinkedHashMap<>();
    for (String name : REPORTED) {
      String value = show(name);
      if (!value.equals(told.put(name, value))) {
        news.put(name, value);
      }
    }
    return news;
  }

  private static String checked(String key, String value) {
    String lower = value.trim().toLowerCase(Locale.ROOT);
    return switch (key) {
      case ENCODING -> encoding(lower, value);
      case DATE_STYLE -> dateStyle(lower, value);
      case CONFORMING -> {
        if (List.of("on", "true", "1", "yes").contains(lower)) {
          yield "on";
        }
        yield legal(List.of("off", "false", "0", "no").contains(lower), "off", key, value);
      }
      case "bytea_output" -> legal(lower.equals("hex"), lower, key, value);
      case "intervalstyle" -> legal(lower.equals("postgres"), lower, key, value);
      default -> value;
    };
  }

  private static String encoding(String lower, String value) {
    return switch (lower.replace("-", "").replace("_", "")) {
      case "utf8", "unicode" -> "UTF8";
      // PostgreSQL then converts nothing, and neither does this door.
      case "sqlascii" -> "SQL_ASCII";
      default -> throw illegal(ENCODING, value + " (use UTF8)");
    };
  }

  private static String dateStyle(String lower, String value) {
    String order = "MDY";
    for (String part : lower.split("[, ]+")) {
      switch (part) {
        case "iso" -> {}
        case "mdy", "us", "noneuro", "noneuropean" -> order = "MDY";
        case "dmy", "euro", "european" -> order = "DMY";
        case "ymd" -> order = "YMD";
        default -> throw illegal(DATE_STYLE, value + " (use ISO)");
      }
    }
    return "ISO, " + order;
  }

  private static String legal(boolean isLegal, String kept, String key, String value) {
    if (!isLegal) {
      throw illegal(key, value);
    }
    return kept;
  }

  private void searchPath(List<String> schemas) {
    String catalogName = session.namespace().catalog();
    List<String> there = catalog.schemas(catalogName);
    for (String wanted : schemas) {
      for (String schema : there) {
        if (schema.equalsIgnoreCase(wanted.trim())) {
          session.use(new Namespace(catalogName, schema));
          return;
        }
      }
    }
    for (String wanted : schemas) {
      if (!NOT_SCHEMAS.contains(wanted.trim())) {
        throw Violation.of(
            "3F000",
            "SCHEMA_NOT_FOUND",
            "There is no schema " + wanted + ". SHOW SCHEMAS lists them.");
      }
    }
    session.use(start);
  }

  private static RuntimeException illegal(String key, String value) {
    return Violation.of(
        "22023", "INVALID_SETTING", "The value is not supported for " + key + ": " + value + ".");
  }

  private static RuntimeException unknown(String name) {
    return Violation.of("42704", "INVALID_SETTING", "There is no setting " + name + ".");
  }
}
