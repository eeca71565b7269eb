package io.penstock.jdbc.column;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Intervals (as Period, Duration or PeriodDuration) and VOID, whose every value is NULL. */
final class IntervalAccessor extends ColumnAccessor {

  private final FieldVector vector;

  IntervalAccessor(FieldVector vector, RowPosition position) {
    super(vector, position);
    this.vector = vector;
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    if (vector instanceof DurationVector durations) {
      return duration(durations, row);
    }
    Object value = vector.getObject(row);
    return value instanceof Period period ? period.normalized() : value;
  }

  /** Arrow's own reading goes through nanoseconds, of which a long holds 292 years only. */
  private static Duration duration(DurationVector vector, int row) {
    long count = DurationVector.get(vector.getDataBuffer(), row);
    return switch (vector.getUnit()) {
      case SECOND -> Duration.ofSeconds(count);
      case MILLISECOND -> Duration.ofMillis(count);
      case MICROSECOND -> Duration.of(count, ChronoUnit.MICROS);
      case NANOSECOND -> Duration.ofNanos(count);
    };
  }

  @Override
  public @Nullable String getString() throws SQLException {
    Object value = getObject();
    if (value instanceof Period period) {
      return TemporalText.yearMonth(period);
    } else if (value instanceof Duration duration) {
      return TemporalText.dayTime(duration);
    }
    return value == null ? null : value.toString();
  }
}
