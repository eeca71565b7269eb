package io.penstock.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The patterns of SHOW ... LIKE: {@code *} is anything, {@code |} separates alternatives. */
final class NamePattern {
  private NamePattern() {}

  static <T> List<T> filter(
      Optional<String> pattern, List<T> candidates, Function<T, String> name) {
    if (pattern.isEmpty()) {
      return candidates;
    }
    Pattern compiled = compile(pattern.get());
    List<T> matching = new ArrayList<>();
    for (T candidate : candidates) {
      if (compiled.matcher(name.apply(candidate)).matches()) {
        matching.add(candidate);
      }
    }
    return matching;
  }

  private static Pattern compile(String pattern) {
    String alternatives =
        Stream.of(pattern.strip().split("\\|", -1))
            .map(NamePattern::alternative)
            .collect(Collectors.joining("|"));
    return Pattern.compile(alternatives, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String alternative(String text) {
    return Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
  }
}
