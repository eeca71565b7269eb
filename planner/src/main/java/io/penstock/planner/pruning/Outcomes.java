package io.penstock.planner.pruning;

/**
 * Sets of what a condition may be for some row: true, false or null. The results of {@link #and}
 * and its like hold every outcome that any choice from the operands gives, so they never lack one.
 */
final class Outcomes {
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int NULL = 4;
  static final int ALL = TRUE | FALSE | NULL;

  private Outcomes() {}

  static int not(int a) {
    return (a & NULL) | ((a & TRUE) != 0 ? FALSE : 0) | ((a & FALSE) != 0 ? TRUE : 0);
  }

  static int and(int a, int b) {
    return (a & b & TRUE)
        | ((a | b) & FALSE)
        | (((a & NULL) != 0 && (b & (TRUE | NULL)) != 0)
                || ((b & NULL) != 0 && (a & (TRUE | NULL)) != 0)
            ? NULL
            : 0);
  }

  static int or(int a, int b) {
    return not(and(not(a), not(b)));
  }

  static int of(boolean mayBeTrue, boolean mayBeFalse, boolean mayBeNull) {
    return (mayBeTrue ? TRUE : 0) | (mayBeFalse ? FALSE : 0) | (mayBeNull ? NULL : 0);
  }

  /** IS TRUE and its like: true for these outcomes, and false for the rest. */
  static int isOneOf(int a, int these) {
    return of((a & these) != 0, (a & ~these & ALL) != 0, false);
  }
}
