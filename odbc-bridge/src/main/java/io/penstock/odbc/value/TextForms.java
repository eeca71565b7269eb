package io.penstock.odbc.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Values as PostgreSQL prints them, DateStyle ISO and IntervalStyle postgres. */
public final class TextForms {
  private static final int FLOAT_DIGITS = 6;
  private static final int DOUBLE_DIGITS = 15;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private TextForms() {}

  static String bool(boolean value) {
    return value ? "t" : "f";
  }

  static String real(float value) {
    return special(value) ? special((double) value) : number(Float.toString(value), FLOAT_DIGITS);
  }

  static String real(double value) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? special(value)
        : number(Double.toString(value), DOUBLE_DIGITS);
  }

  static String bytes(byte[] value) {
    StringBuilder text = new StringBuilder(2 + value.length * 2).append("\\x");
    for (byte b : value) {
      text.append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
    }
    return text.toString();
  }

  static String date(LocalDate value) {
    StringBuilder text = new StringBuilder(10);
    date(text, value);
    return era(text, value).toString();
  }

  static String timestamp(LocalDateTime value) {
    StringBuilder text = new StringBuilder(26);
    dateTime(text, value);
    return era(text, value.toLocalDate()).toString();
  }

  /** A point in time as it is called where the clocks have this offset. */
  static String timestamp(LocalDateTime value, ZoneOffset offset) {
    StringBuilder text = new StringBuilder(32);
    dateTime(text, value);
    int seconds = Math.abs(offset.getTotalSeconds());
    text.append(offset.getTotalSeconds() < 0 ? '-' : '+');
    pad(text, seconds / 3600, 2);
    if (seconds % 3600 != 0) {
      pad(text.append(':'), seconds / 60 % 60, 2);
    }
    if (seconds % 60 != 0) {
      pad(text.append(':'), seconds % 60, 2);
    }
    return era(text, value.toLocalDate()).toString();
  }

  /** A day-time interval: {@code 3 days -04:05:06.7}. */
  static String interval(Duration value) {
    StringBuilder text = new StringBuilder();
    long days = value.toDays();
    Duration rest = value.minusDays(days);
    if (days != 0) {
      text.append(days).append(days == 1 ? " day" : " days");
    }
    if (!rest.isZero() || days == 0) {
      text.append(days == 0 ? "" : " ").append(rest.isNegative() ? "-" : "");
      Duration size = rest.abs();
      clock(
          text, size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart(), size.toNanosPart());
    }
    return text.toString();
  }

  /** A year-month interval: {@code 1 year 2 mons}. */
  static String interval(int months) {
    int years = months / 12;
    int rest = months % 12;
    StringBuilder text = new StringBuilder();
    if (years != 0) {
      text.append(years).append(years == 1 ? " year" : " years");
    }
    if (rest != 0) {
      text.append(years == 0 ? "" : " ").append(rest).append(rest == 1 ? " mon" : " mons");
    }
    return text.length() == 0 ? "00:00:00" : text.toString();
  }

  private static boolean special(float value) {
    return Float.isNaN(value) || Float.isInfinite(value);
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "Infinity" : "-Infinity";
  }

  /** Like printf's %g: plain digits unless the exponent is below -4 or not below the precision. */
  private static String number(String java, int precision) {
    BigDecimal value = new BigDecimal(java);
    if (value.signum() == 0) {
      return java.charAt(0) == '-' ? "-0" : "0";
    }
    BigDecimal shortest = value.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < precision) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    return pad(text, Math.abs(exponent), 2).toString();
  }

  private static void dateTime(StringBuilder text, LocalDateTime value) {
    date(text, value.toLocalDate());
    clock(text.append(' '), value.getHour(), value.getMinute(), value.getSecond(), value.getNano());
  }

  private static void date(StringBuilder text, LocalDate value) {
    int year = value.getYear();
    pad(text, year > 0 ? year : 1 - year, 4).append('-');
    pad(text, value.getMonthValue(), 2).append('-');
    pad(text, value.getDayOfMonth(), 2);
  }

  private static void clock(StringBuilder text, int hour, int minute, int second, int nanos) {
    pad(text, hour, 2).append(':');
    pad(text, minute, 2).append(':');
    pad(text, second, 2);
    int micros = nanos / 1000;
    if (micros != 0) {
      pad(text.append('.'), micros, 6);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
  }

  private static StringBuilder era(StringBuilder text, LocalDate value) {
    return value.getYear() > 0 ? text : text.append(" BC");
  }

  private static StringBuilder pad(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }
}
