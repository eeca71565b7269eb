package io.penstock.odbc;

import io.penstock.odbc.wire.FrameReader;
import io.penstock.odbc.wire.Violation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection begins with.
 *
 * @param version of the protocol, major in the upper half
 */
record Startup(int version, Map<String, String> parameters) {
  /** The newest version that is spoken: 3.0. */
  static final int NEWEST = 3 << 16;

  private static final String EXTENSION = "_pq_.";

  Startup {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static Startup read(FrameReader reader) {
    int version = reader.number();
    Map<String, String> parameters = new LinkedHashMap<>();
    if (version >>> 16 == 3) {
      for (String name = reader.text(); !name.isEmpty(); name = reader.text()) {
        parameters.put(name, reader.text());
      }
      reader.end();
    }
    return new Startup(version, parameters);
  }

  int major() {
    return version >>> 16;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /** Protocol extensions that the client asks for; there are none here. */
  List<String> extensions() {
    return parameters.keySet().stream().filter(name -> name.startsWith(EXTENSION)).toList();
  }

  /** What the client wants to be SET. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(parameters);
    settings.keySet().removeAll(List.of("user", "database", "options", "replication"));
    settings.keySet().removeIf(name -> name.startsWith(EXTENSION));
    return settings;
  }

  String user() {
    return parameter("user")
        .orElseThrow(
            () ->
                Violation.of("28000", "INVALID_CREDENTIALS", "The startup message names no user."));
  }
}
