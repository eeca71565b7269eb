package io.penstock.planner.pruning;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column in each file of an index: between which values its own are, bounds
 * included. NaN is outside of the bounds. Immutable once filled.
 */
final class Bounds {
  /** Of a file's column: it may have nulls, other values, NaN. */
  private static final int NULLS = 1;

  private static final int VALUES = 2;

  private final Domain domain;
  private final @Nullable Object[] low;
  private final @Nullable Object[] high;
  private final byte[] contents;
  private final boolean nan;

  private Bounds(
      Domain domain,
      @Nullable Object[] low,
      @Nullable Object[] high,
      byte[] contents,
      boolean nan) {
    this.domain = domain;
    this.low = low;
    this.high = high;
    this.contents = contents;
    this.nan = nan;
  }

  /** Of so many files, of which nothing is known yet. */
  static Bounds unknown(Domain domain, int files, boolean nan) {
    byte[] contents = new byte[files];
    Arrays.fill(contents, (byte) (NULLS | VALUES));
    return new Bounds(domain, new Object[files], new Object[files], contents, nan);
  }

  void setValues(int file, @Nullable Object lowest, @Nullable Object highest) {
    low[file] = lowest;
    high[file] = highest;
  }

  void setContents(int file, boolean nulls, boolean values) {
    contents[file] = (byte) ((nulls ? NULLS : 0) | (values ? VALUES : 0));
  }

  Domain domain() {
    return domain;
  }

  /** None, if unbounded. */
  @Nullable Object low(int file) {
    return low[file];
  }

  @Nullable Object high(int file) {
    return high[file];
  }

  boolean mayHaveNulls(int file) {
    return (contents[file] & NULLS) != 0;
  }

  boolean mayHaveValues(int file) {
    return (contents[file] & VALUES) != 0;
  }

  /** Whether values may be NaN, which is greater than all others. */
  boolean mayHaveNan() {
    return nan;
  }

  /** The bounds of a function of the values that never decreases as they increase. */
  Bounds map(Domain range, UnaryOperator<Object> ofLow, UnaryOperator<Object> ofHigh) {
    return new Bounds(range, map(low, ofLow), map(high, ofHigh), contents, nan);
  }

  private static @Nullable Object[] map(@Nullable Object[] values, UnaryOperator<Object> function) {
    @Nullable Object[] mapped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      mapped[i] = value == null ? null : function.apply(value);
    }
    return mapped;
  }
}
