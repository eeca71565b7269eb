package io.penstock.jdbc.column;

import java.sql.SQLException;
import java.sql.Time;
import java.time.LocalTime;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** TIME. */
final class TimeAccessor extends ColumnAccessor {

  /** Reads a row that is not NULL, as nanoseconds of the day. */
  @FunctionalInterface
  interface NanosReader {
    long read(int row);
  }

  private final NanosReader reader;

  TimeAccessor(FieldVector vector, RowPosition position, NanosReader reader) {
    super(vector, position);
    this.reader = reader;
  }

  @Override
  @Nullable LocalTime localTime() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : LocalTime.ofNanoOfDay(reader.read(row));
  }

  @Override
  public @Nullable Time getTime(@Nullable Calendar calendar) throws SQLException {
    LocalTime time = localTime();
    return time == null ? null : CalendarDates.time(time, calendar);
  }

  @Override
  public @Nullable String getString() throws SQLException {
    LocalTime time = localTime();
    return time == null ? null : TemporalText.time(time);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getTime(null);
  }
}
