package io.penstock.jdbc.column;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * DATE. A date is the same day in every zone; {@code java.sql.Date} is its midnight in the JVM's.
 */
@SuppressWarnings("JavaUtilDate") // JDBC is made of them
final class DateAccessor extends ColumnAccessor {

  /** Reads a row that is not NULL, as days since 1970-01-01. */
  @FunctionalInterface
  interface EpochDayReader {
    int read(int row);
  }

  /** A power of two; covers five years, so that most columns never compute a midnight twice. */
  private static final int CACHED_DAYS = 2048;

  private final EpochDayReader reader;
  private final int[] cachedDays = new int[CACHED_DAYS];
  private final long[] cachedMidnights = new long[CACHED_DAYS];
  private final boolean[] cached = new boolean[CACHED_DAYS];

  DateAccessor(FieldVector vector, RowPosition position, EpochDayReader reader) {
    super(vector, position);
    this.reader = reader;
  }

  @Override
  public @Nullable Date getDate(@Nullable Calendar calendar) throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    int day = reader.read(row);
    return calendar == null
        ? new Date(midnight(day))
        : CalendarDates.date(LocalDate.ofEpochDay(day), calendar);
  }

  private long midnight(int day) {
    int slot = day & (CACHED_DAYS - 1);
    if (!cached[slot] || cachedDays[slot] != day) {
      cachedMidnights[slot] = Date.valueOf(LocalDate.ofEpochDay(day)).getTime();
      cachedDays[slot] = day;
      cached[slot] = true;
    }
    return cachedMidnights[slot];
  }

  @Override
  @Nullable LocalDate localDate() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : LocalDate.ofEpochDay(reader.read(row));
  }

  @Override
  @Nullable LocalDateTime localDateTime() throws SQLException {
    LocalDate date = localDate();
    return date == null ? null : date.atStartOfDay();
  }

  @Override
  public @Nullable Timestamp getTimestamp(@Nullable Calendar calendar) throws SQLException {
    LocalDateTime value = localDateTime();
    return value == null ? null : CalendarDates.timestamp(value, calendar);
  }

  @Override
  public @Nullable String getString() throws SQLException {
    LocalDate date = localDate();
    return date == null ? null : date.toString();
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getDate(null);
  }
}
