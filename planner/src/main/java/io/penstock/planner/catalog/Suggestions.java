package io.penstock.planner.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What an author may have meant by a name that does not exist. */
public final class Suggestions {
  private Suggestions() {}

  /** The candidate that is closest by edit distance, if it is close enough to be a slip. */
  public static Optional<String> closest(String name, Collection<String> candidates) {
    int limit = Math.max(1, name.length() / 3);
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(c -> distance(name, c))
                .thenComparing(Comparator.naturalOrder()))
        .filter(c -> distance(name, c) <= limit);
  }

  /** Levenshtein's distance without regard to case. */
  static int distance(String left, String right) {
    String a = NameKey.of(left);
    String b = NameKey.of(right);
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(substitution, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
