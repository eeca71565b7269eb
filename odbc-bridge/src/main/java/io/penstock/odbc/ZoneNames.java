package io.penstock.odbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time zones as PostgreSQL writes them. A name is a name; a bare number is hours east of Greenwich;
 * an offset after letters or with minutes is POSIX's, which counts to the west.
 */
final class ZoneNames {
  private static final Pattern HOURS = Pattern.compile("([+-]?)(\\d{1,2})");
  private static final Pattern POSIX =
      Pattern.compile("(?:[A-Za-z]{3,}|<[^>]*>)?([+-])(\\d{1,2})(?::?(\\d\\d))?");

  private ZoneNames() {}

  /** The name that Java has for it. */
  static String zone(String text) {
    Matcher hours = HOURS.matcher(text.trim());
    if (hours.matches()) {
      return offset(!hours.group(1).equals("-"), hours.group(2), "00");
    }
    Matcher posix = POSIX.matcher(text.trim());
    if (posix.matches()) {
      String minutes = posix.group(3) == null ? "00" : posix.group(3);
      return offset(posix.group(1).equals("-"), posix.group(2), minutes);
    }
    return text.trim();
  }

  private static String offset(boolean east, String hours, String minutes) {
    return (east ? "+" : "-") + (hours.length() == 1 ? "0" : "") + hours + ":" + minutes;
  }
}
