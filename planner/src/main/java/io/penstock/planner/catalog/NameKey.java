package io.penstock.planner.catalog;

import java.util.Locale;

/** What two spellings of one name have in common. */
final class NameKey {
  private NameKey() {}

  static String of(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
