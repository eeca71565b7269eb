package io.penstock.planner.pruning;

import static io.penstock.planner.pruning.Constant.compare;

import java.util.NavigableSet;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * A column compared with a constant of its domain.
 *
 * @param operator one of EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN,
 *     GREATER_THAN_OR_EQUAL
 * @param bounds of the column
 * @param low of the constant
 * @param high of the constant
 */
record Comparison(SqlKind operator, Bounds bounds, Object low, Object high)
    implements FilePredicate {

  @Override
  public int outcomes(int file) {
    int outcomes = bounds.mayHaveNulls(file) ? Outcomes.NULL : 0;
    return bounds.mayHaveValues(file) ? outcomes | ofValues(file) : outcomes;
  }

  private int ofValues(int file) {
    Object least = bounds.low(file);
    Object greatest = bounds.high(file);
    return switch (operator) {
      case EQUALS -> equal(least, greatest);
      case NOT_EQUALS -> Outcomes.not(equal(least, greatest));
      case LESS_THAN -> Outcomes.of(isBelow(least), isAtLeast(greatest), false);
      case GREATER_THAN_OR_EQUAL -> Outcomes.of(isAtLeast(greatest), isBelow(least), false);
      case LESS_THAN_OR_EQUAL -> Outcomes.of(isAtMost(least), isAbove(greatest), false);
      case GREATER_THAN -> Outcomes.of(isAbove(greatest), isAtMost(least), false);
      default -> Outcomes.ALL;
    };
  }

  private int equal(@Nullable Object least, @Nullable Object greatest) {
    boolean mayBe =
        (least == null || compare(least, high) <= 0)
            && (greatest == null || compare(greatest, low) >= 0);
    boolean must =
        least != null
            && greatest != null
            && compare(low, high) == 0
            && compare(least, low) == 0
            && compare(greatest, low) == 0;
    return Outcomes.of(mayBe, !must || bounds.mayHaveNan(), false);
  }

  private boolean isBelow(@Nullable Object least) {
    return least == null || compare(least, high) < 0;
  }

  private boolean isAtMost(@Nullable Object least) {
    return least == null || compare(least, high) <= 0;
  }

  private boolean isAbove(@Nullable Object greatest) {
    return greatest == null || compare(greatest, low) > 0 || bounds.mayHaveNan();
  }

  private boolean isAtLeast(@Nullable Object greatest) {
    return greatest == null || compare(greatest, low) >= 0 || bounds.mayHaveNan();
  }

  /** Whether the column is tested for one value, so that it can be part of a list of them. */
  boolean isMembership() {
    return operator == SqlKind.EQUALS && compare(low, high) == 0;
  }

  /** A column that is equal to one of the values. */
  static FilePredicate oneOf(Bounds bounds, NavigableSet<Object> values) {
    return file -> {
      int outcomes = bounds.mayHaveNulls(file) ? Outcomes.NULL : 0;
      if (!bounds.mayHaveValues(file)) {
        return outcomes;
      }
      Object least = bounds.low(file);
      Object greatest = bounds.high(file);
      Object next = least == null ? values.first() : values.ceiling(least);
      boolean mayBe = next != null && (greatest == null || compare(next, greatest) <= 0);
      return outcomes | Outcomes.of(mayBe, true, false);
    };
  }
}
