package io.penstock.jdbc.column;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Locale;

/** Dates, times and intervals in Spark's spelling. */
final class TemporalText {

  private TemporalText() {}

  static String timestamp(LocalDateTime value) {
    return value.toLocalDate() + " " + time(value.toLocalTime());
  }

  static String time(LocalTime value) {
    return String.format(
            Locale.ROOT, "%02d:%02d:%02d", value.getHour(), value.getMinute(), value.getSecond())
        + fraction(value.getNano());
  }

  private static String fraction(int nanos) {
    if (nanos == 0) {
      return "";
    }
    String digits = String.format(Locale.ROOT, "%09d", nanos);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return "." + digits.substring(0, end);
  }

  static String yearMonth(Period value) {
    long months = value.toTotalMonths();
    String sign = months < 0 ? "-" : "";
    long size = Math.abs(months);
    return "INTERVAL '" + sign + size / 12 + "-" + size % 12 + "' YEAR TO MONTH";
  }

  static String dayTime(Duration value) {
    String sign = value.isNegative() ? "-" : "";
    Duration size = value.abs();
    return "INTERVAL '"
        + sign
        + size.toDaysPart()
        + " "
        + time(
            LocalTime.of(
                size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart(), size.toNanosPart()))
        + "' DAY TO SECOND";
  }
}
