package io.penstock.odbc;

import io.penstock.odbc.wire.Violation;
import java.util.List;

/** Format codes of a Bind message. */
final class Formats {
  private Formats() {}

  /** Fails if there are neither no codes, nor one, nor one for each of so many. */
  static void check(List<Integer> formats, int count, String what) {
    if (formats.size() > 1 && formats.size() != count) {
      throw Violation.malformed(formats.size() + " formats for " + count + " " + what);
    }
    for (int format : formats) {
      if (format != 0 && format != 1) {
        throw Violation.malformed("there is no format " + format);
      }
    }
  }

  /** Whether the value at an index is in binary format. */
  static boolean isBinary(List<Integer> formats, int index) {
    return !formats.isEmpty() && formats.get(formats.size() == 1 ? 0 : index) == 1;
  }
}
