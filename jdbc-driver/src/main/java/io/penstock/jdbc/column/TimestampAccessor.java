package io.penstock.jdbc.column;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * TIMESTAMP and TIMESTAMP_NTZ.
 *
 * <p>TIMESTAMP is an instant: {@code getTimestamp} gives that instant whatever the calendar, text
 * and local types show it in the column's zone (the session's). TIMESTAMP_NTZ is a local date and
 * time: {@code getTimestamp} places it into the calendar's zone or the JVM's.
 */
@SuppressWarnings("JavaUtilDate") // JDBC is made of them
final class TimestampAccessor extends ColumnAccessor {

  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final TimeStampVector vector;
  private final long unitsPerSecond;
  private final int nanosPerUnit;
  private final @Nullable ZoneId zone;

  TimestampAccessor(TimeStampVector vector, RowPosition position) {
    super(vector, position);
    this.vector = vector;
    ArrowType.Timestamp arrow = (ArrowType.Timestamp) vector.getField().getType();
    this.unitsPerSecond = unitsPerSecond(arrow.getUnit());
    this.nanosPerUnit = (int) (NANOS_PER_SECOND / unitsPerSecond);
    this.zone = arrow.getTimezone() == null ? null : ZoneId.of(arrow.getTimezone());
  }

  private static long unitsPerSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1L;
      case MILLISECOND -> 1_000L;
      case MICROSECOND -> 1_000_000L;
      case NANOSECOND -> NANOS_PER_SECOND;
    };
  }

  @Override
  ZoneId zone() {
    return zone == null ? ZoneId.systemDefault() : zone;
  }

  @Override
  @Nullable LocalDateTime localDateTime() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    long units = vector.get(row);
    long seconds = Math.floorDiv(units, unitsPerSecond);
    int nanos = (int) Math.floorMod(units, unitsPerSecond) * nanosPerUnit;
    return zone == null
        ? LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC)
        : LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds, nanos), zone);
  }

  @Override
  public @Nullable Timestamp getTimestamp(@Nullable Calendar calendar) throws SQLException {
    if (zone == null) {
      LocalDateTime value = localDateTime();
      return value == null ? null : CalendarDates.timestamp(value, calendar);
    }
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    long units = vector.get(row);
    Timestamp timestamp = new Timestamp(Math.floorDiv(units, unitsPerSecond) * 1000);
    timestamp.setNanos((int) Math.floorMod(units, unitsPerSecond) * nanosPerUnit);
    return timestamp;
  }

  @Override
  @Nullable Instant instant() throws SQLException {
    Timestamp timestamp = getTimestamp(null);
    return timestamp == null ? null : timestamp.toInstant();
  }

  @Override
  @Nullable LocalDate localDate() throws SQLException {
    LocalDateTime value = localDateTime();
    return value == null ? null : value.toLocalDate();
  }

  @Override
  @Nullable LocalTime localTime() throws SQLException {
    LocalDateTime value = localDateTime();
    return value == null ? null : value.toLocalTime();
  }

  @Override
  public @Nullable Date getDate(@Nullable Calendar calendar) throws SQLException {
    LocalDate date = localDate();
    return date == null ? null : CalendarDates.date(date, calendar);
  }

  @Override
  public @Nullable Time getTime(@Nullable Calendar calendar) throws SQLException {
    LocalTime time = localTime();
    return time == null ? null : CalendarDates.time(time, calendar);
  }

  /** As Spark shows it: no fraction if it is zero, no trailing zeros, no zone. */
  @Override
  public @Nullable String getString() throws SQLException {
    LocalDateTime value = localDateTime();
    return value == null ? null : TemporalText.timestamp(value);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getTimestamp(null);
  }
}
