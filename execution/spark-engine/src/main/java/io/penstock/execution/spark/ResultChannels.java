package io.penstock.execution.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds a statement's channel from inside a Spark task. Static, against the house rule: Spark
 * serialises tasks even to its own process, so a task cannot hold the channel itself.
 */
final class ResultChannels {
  private static final Map<String, ResultChannel> OPEN = new ConcurrentHashMap<>();

  private ResultChannels() {}

  static void open(String key, ResultChannel channel) {
    if (OPEN.putIfAbsent(key, channel) != null) {
      throw new IllegalStateException("channel " + key + " is open already");
    }
  }

  static @Nullable ResultChannel find(String key) {
    return OPEN.get(key);
  }

  static void remove(String key) {
    OPEN.remove(key);
  }
}
