package io.penstock.planner.pruning;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A value that the query's text fixes, or between which two it is: an instant that depends on the
 * session's time zone is taken for any zone, because a prepared statement may run under another.
 *
 * @param domain none for a null
 * @param low as the domain says; null only for a null
 */
record Constant(@Nullable Domain domain, @Nullable Object low, @Nullable Object high) {
  static final Constant NULL = new Constant(null, null, null);

  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  static Constant of(Domain domain, Object value) {
    return new Constant(domain, value, value);
  }

  static Constant of(double value) {
    // adding zero makes negative zero positive
    return of(Domain.DOUBLE, value + 0.0);
  }

  /** What a clock shows, somewhere on Earth. */
  static Constant instant(long localMicros) {
    return new Constant(
        Domain.INSTANT,
        localMicros - LogValues.MAX_OFFSET_MICROS,
        localMicros + LogValues.MAX_OFFSET_MICROS);
  }

  static long midnight(long day) {
    return Math.multiplyExact(day, DAY_MICROS);
  }

  static long day(long micros) {
    return Math.floorDiv(micros, DAY_MICROS);
  }

  boolean isNull() {
    return domain == null;
  }

  /** One value and not a choice of them. */
  boolean isExact() {
    return low != null && low.equals(high);
  }

  /** Compares values of one domain. */
  @SuppressWarnings("unchecked")
  static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
