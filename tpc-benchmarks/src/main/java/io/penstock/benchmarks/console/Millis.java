package io.penstock.benchmarks.console;

import java.util.Collection;
import java.util.List;

/** Statistics of times that were measured in nanoseconds, in milliseconds. */
public final class Millis {
  private static final double NANOS = 1e6;

  private Millis() {}

  /** The median; the mean of the middle two for an even number, 0 for none. */
  public static double median(Collection<Long> nanos) {
    if (nanos.isEmpty()) {
      return 0;
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle) / NANOS
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0 / NANOS;
  }

  /** The geometric mean of positive numbers; 0 for none. */
  public static double geometricMean(Collection<Double> millis) {
    return millis.isEmpty()
        ? 0
        : Math.exp(millis.stream().mapToDouble(Math::log).average().orElseThrow());
  }
}
