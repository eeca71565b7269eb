package io.penstock.odbc;

import io.penstock.odbc.wire.Violation;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as PostgreSQL's settings hold them: milliseconds, or a number with its unit. */
final class Timeouts {
  private static final Pattern TIME = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)?");

  private Timeouts() {}

  static long millis(String text) {
    Matcher parts = TIME.matcher(text.trim());
    if (!parts.matches()) {
      throw Violation.of(
          "22023", "INVALID_SETTING", "'" + text + "' is not a time. Write it as 500ms or 30s.");
    }
    String unit = parts.group(2);
    long factor =
        switch (unit == null ? "ms" : unit) {
          case "s" -> 1000;
          case "min" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1;
        };
    return Long.parseLong(parts.group(1)) * factor;
  }

  /** In the largest unit that it is a whole number of. */
  static String shown(Duration time) {
    long seconds = time.toSeconds();
    if (seconds == 0) {
      return "0";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
  }
}
