package io.penstock.jdbc.column;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** Local dates and times as java.sql types, in a calendar's zone or (null) the JVM's own. */
@SuppressWarnings("JavaUtilDate") // JDBC is made of them
final class CalendarDates {

  private CalendarDates() {}

  static Date date(LocalDate date, @Nullable Calendar calendar) {
    if (calendar == null) {
      return Date.valueOf(date);
    }
    return new Date(millis(date.atStartOfDay(), calendar));
  }

  static Time time(LocalTime time, @Nullable Calendar calendar) {
    Calendar zone = calendar == null ? Calendar.getInstance() : calendar;
    return new Time(millis(LocalDate.EPOCH.atTime(time), zone));
  }

  static Timestamp timestamp(LocalDateTime value, @Nullable Calendar calendar) {
    if (calendar == null) {
      return Timestamp.valueOf(value);
    }
    Timestamp timestamp = new Timestamp(millis(value, calendar));
    timestamp.setNanos(value.get(ChronoField.NANO_OF_SECOND));
    return timestamp;
  }

  private static long millis(LocalDateTime value, Calendar calendar) {
    Calendar copy = (Calendar) calendar.clone();
    copy.clear();
    copy.set(
        value.getYear(),
        value.getMonthValue() - 1,
        value.getDayOfMonth(),
        value.getHour(),
        value.getMinute(),
        value.getSecond());
    copy.set(Calendar.MILLISECOND, value.getNano() / 1_000_000);
    return copy.getTimeInMillis();
  }
}
