package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every sample that was taken, by series, in the order of taking. Names of series end with their
 * unit, such as {@code select1.penstock.ns}. Thread-safe.
 */
final class Measurements {
  private final Map<String, List<Long>> series = new LinkedHashMap<>();

  synchronized void add(String name, long sample) {
    series.computeIfAbsent(name, key -> new ArrayList<>()).add(sample);
  }

  /** The samples of a series so far; none if there is no such series. */
  synchronized List<Long> samples(String name) {
    return List.copyOf(series.getOrDefault(name, List.of()));
  }

  /** The value below which a share of the samples lies (nearest rank), from 0 to 1. */
  long percentile(String name, double share) {
    List<Long> sorted = samples(name).stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("no samples of " + name);
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  /** The series as a JSON object, preceded by facts about the run. */
  synchronized String toJson(Map<String, String> facts) {
    StringBuilder json = new StringBuilder("{\n");
    facts.forEach(
        (key, value) ->
            json.append("  ").append(quote(key)).append(": ").append(quote(value)).append(",\n"));
    json.append("  \"samples\": {\n");
    json.append(
        series.entrySet().stream()
            .map(entry -> "    " + quote(entry.getKey()) + ": " + entry.getValue())
            .collect(Collectors.joining(",\n")));
    return json.append("\n  }\n}\n").toString();
  }

  void write(Path file, Map<String, String> facts) {
    try {
      Files.writeString(file, toJson(facts), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "The samples cannot be written to " + file + ": " + e, e);
    }
  }

  private static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
