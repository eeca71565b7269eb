package io.penstock.planner.types;

import java.math.BigDecimal;

/**
 * Precision and scale of results, as Spark's {@code DecimalPrecisionTypeCoercion} and {@code
 * DecimalType.adjustPrecisionScale} compute them with {@code allowPrecisionLoss} on.
 */
public final class DecimalRules {
  public static final int MAX_PRECISION = 38;
  private static final int MIN_ADJUSTED_SCALE = 6;

  /** A decimal type. */
  public record Decimal(int precision, int scale) {
    /** The smallest type that holds a literal. */
    public static Decimal ofLiteral(BigDecimal value) {
      int scale = Math.max(0, value.scale());
      int precision = Math.max(value.setScale(scale).precision(), scale);
      return bounded(precision, scale);
    }

    private int integerDigits() {
      return precision - scale;
    }
  }

  private DecimalRules() {}

  /** Of {@code a + b} and {@code a - b}. */
  public static Decimal plus(Decimal a, Decimal b) {
    int scale = Math.max(a.scale, b.scale);
    return adjusted(Math.max(a.integerDigits(), b.integerDigits()) + scale + 1, scale);
  }

  /** Of {@code a * b}. */
  public static Decimal times(Decimal a, Decimal b) {
    return adjusted(a.precision + b.precision + 1, a.scale + b.scale);
  }

  /** Of {@code a / b}. */
  public static Decimal dividedBy(Decimal a, Decimal b) {
    int scale = Math.max(MIN_ADJUSTED_SCALE, a.scale + b.precision + 1);
    return adjusted(a.integerDigits() + b.scale + scale, scale);
  }

  /** Of {@code a % b}. */
  public static Decimal remainder(Decimal a, Decimal b) {
    int scale = Math.max(a.scale, b.scale);
    return adjusted(Math.min(a.integerDigits(), b.integerDigits()) + scale, scale);
  }

  /** Of {@code a DIV b} before it becomes BIGINT, and of values that share a column. */
  public static Decimal wider(Decimal a, Decimal b) {
    int scale = Math.max(a.scale, b.scale);
    return bounded(Math.max(a.integerDigits(), b.integerDigits()) + scale, scale);
  }

  /** Of {@code sum(a)}. */
  public static Decimal sum(Decimal a) {
    return bounded(a.precision + 10, a.scale);
  }

  /** Of {@code avg(a)}. */
  public static Decimal average(Decimal a) {
    return bounded(a.precision + 4, a.scale + 4);
  }

  /** Of {@code round(a, digits)}. */
  public static Decimal round(Decimal a, int digits) {
    int integers = a.integerDigits() + 1;
    if (digits < 0) {
      return bounded(Math.max(integers, 1 - digits), 0);
    }
    int scale = Math.min(a.scale, digits);
    return bounded(integers + scale, scale);
  }

  /** Of {@code ceil(a)} and {@code floor(a)}. */
  public static Decimal integerPart(Decimal a) {
    return a.scale == 0 ? a : bounded(a.integerDigits() + 1, 0);
  }

  static Decimal bounded(int precision, int scale) {
    return new Decimal(Math.min(precision, MAX_PRECISION), Math.min(scale, MAX_PRECISION));
  }

  private static Decimal adjusted(int precision, int scale) {
    if (precision <= MAX_PRECISION) {
      return new Decimal(precision, scale);
    }
    int integerDigits = precision - scale;
    int minScale = Math.min(scale, MIN_ADJUSTED_SCALE);
    return new Decimal(MAX_PRECISION, Math.max(MAX_PRECISION - integerDigits, minScale));
  }
}
