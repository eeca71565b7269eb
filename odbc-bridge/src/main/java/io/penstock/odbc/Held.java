package io.penstock.odbc;

import io.penstock.odbc.wire.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements and portals that a client has made and not closed. Bounded. Used by one thread at
 * a time; closing a portal ends its query.
 */
final class Held {
  private static final int MAX_STATEMENTS = 5000;
  private static final long MAX_STATEMENT_CHARACTERS = 16L * 1024 * 1024;
  private static final int MAX_PORTALS = 100;

  private final Map<String, Prepared> statements = new HashMap<>();
  private final Map<String, Portal> portals = new HashMap<>();
  private long characters;

  /** The statement of this name; the empty name is one too. */
  Prepared statement(String name) {
    Prepared found = statements.get(name);
    if (found == null) {
      throw Violation.of(
          "26000", "STATEMENT_NOT_FOUND", "There is no prepared statement " + shown(name) + ".");
    }
    return found;
  }

  void add(String name, Prepared statement) {
    if (name.isEmpty()) {
      closeStatement(name);
    } else if (statements.containsKey(name)) {
      throw Violation.of(
          "42P05",
          "DUPLICATE_PREPARED_STATEMENT",
          "There is a prepared statement " + shown(name) + " already.");
    }
    if (statements.size() >= MAX_STATEMENTS
        || characters + length(statement) > MAX_STATEMENT_CHARACTERS) {
      throw Violation.of(
          "53400",
          "CONFIGURATION_LIMIT_EXCEEDED",
          "This connection holds too many prepared statements. Close some (DEALLOCATE).");
    }
    characters += length(statement);
    statements.put(name, statement);
  }

  void closeStatement(String name) {
    Prepared removed = statements.remove(name);
    if (removed != null) {
      characters -= length(removed);
    }
  }

  void closeStatements() {
    statements.clear();
    characters = 0;
  }

  Portal portal(String name) {
    Portal found = portals.get(name);
    if (found == null) {
      throw Violation.of("34000", "INVALID_CURSOR_NAME", "There is no portal " + shown(name) + ".");
    }
    return found;
  }

  void add(String name, Portal portal) {
    if (name.isEmpty()) {
      closePortal(name);
    } else if (portals.containsKey(name)) {
      throw Violation.of(
          "42P03", "DUPLICATE_CURSOR", "There is a portal " + shown(name) + " already.");
    }
    if (portals.size() >= MAX_PORTALS) {
      throw Violation.of(
          "53400",
          "CONFIGURATION_LIMIT_EXCEEDED",
          "This connection holds too many portals. Close some.");
    }
    portals.put(name, portal);
  }

  void closePortal(String name) {
    Portal removed = portals.remove(name);
    if (removed != null) {
      removed.close();
    }
  }

  void closePortals() {
    for (String name : List.copyOf(portals.keySet())) {
      closePortal(name);
    }
  }

  void closeAll() {
    closePortals();
    closeStatements();
  }

  private static long length(Prepared statement) {
    return statement instanceof Prepared.Query query ? query.client().text().length() : 0;
  }

  private static String shown(String name) {
    return name.isEmpty() ? "without a name" : name;
  }
}
