package io.penstock.planner.pruning;

/** What values are compared as; the comment says by which Java class. */
enum Domain {
  /** Integers and decimals: BigDecimal. */
  NUMBER,
  /** Floating point: Double, never NaN nor negative zero. */
  DOUBLE,
  /** {@link Text}. */
  TEXT,
  /** Days since 1970: Long. */
  DATE,
  /** Microseconds since 1970 in UTC: Long. */
  INSTANT,
  /** Microseconds since 1970 of a clock that knows no zone: Long. */
  LOCAL,
  /** Boolean. */
  BOOLEAN
}
