package io.penstock.odbc.value;

import io.netty.buffer.ByteBuf;
import io.penstock.odbc.wire.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.LocalDate;

/** PostgreSQL's binary formats that are not simply a number. */
final class BinaryForms {
  /** PostgreSQL counts days and microseconds from 2000-01-01. */
  static final int EPOCH_DAYS = (int) LocalDate.of(2000, 1, 1).toEpochDay();

  static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

  private static final int NEGATIVE = 0x4000;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);
  private static final int MAX_GROUPS = 64;

  private BinaryForms() {}

  /** A numeric: groups of four decimal digits, the first one's weight, sign and scale. */
  static void numeric(BigDecimal value, ByteBuf out) {
    int scale = Math.max(0, value.scale());
    int fractionGroups = (scale + 3) / 4;
    BigInteger left = value.setScale(fractionGroups * 4).unscaledValue().abs();
    short[] groups = new short[MAX_GROUPS];
    int count = 0;
    while (left.signum() != 0) {
      BigInteger[] parts = left.divideAndRemainder(BASE);
      groups[count++] = parts[1].shortValue();
      left = parts[0];
    }
    int lowest = 0;
    while (lowest < count && groups[lowest] == 0) {
      lowest++;
    }
    out.writeShort(count - lowest);
    out.writeShort(count == 0 ? 0 : count - fractionGroups - 1);
    out.writeShort(value.signum() < 0 ? NEGATIVE : 0);
    out.writeShort(scale);
    for (int i = count - 1; i >= lowest; i--) {
      out.writeShort(groups[i]);
    }
  }

  /** Reads what {@link #numeric(BigDecimal, ByteBuf)} writes; NaN and infinity are refused. */
  static BigDecimal numeric(ByteBuffer in) {
    if (in.remaining() < 8) {
      throw Violation.malformed("a numeric is too short");
    }
    int count = in.getShort() & 0xffff;
    int weight = in.getShort();
    int sign = in.getShort() & 0xffff;
    int scale = in.getShort() & 0x3fff;
    if (in.remaining() != count * 2 || count > MAX_GROUPS) {
      throw Violation.malformed("a numeric has the wrong length");
    }
    if (sign != 0 && sign != NEGATIVE) {
      throw Violation.of("22003", "NUMERIC_VALUE_OUT_OF_RANGE", "A numeric is NaN or infinite.");
    }
    if (Math.abs(weight) > MAX_GROUPS || scale > MAX_GROUPS * 4) {
      throw Violation.of("22003", "NUMERIC_VALUE_OUT_OF_RANGE", "A numeric is too large.");
    }
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      digits = digits.multiply(BASE).add(BigInteger.valueOf(in.getShort()));
    }
    BigDecimal value = new BigDecimal(digits).scaleByPowerOfTen(4 * (weight - count + 1));
    BigDecimal scaled = value.setScale(scale, RoundingMode.DOWN);
    return sign == NEGATIVE ? scaled.negate() : scaled;
  }
}
