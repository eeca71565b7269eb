package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** STRING. Other types are parsed from it. */
final class TextAccessor extends ColumnAccessor {

  /** Reads a row that is not NULL. */
  @FunctionalInterface
  private interface TextReader {
    String read(int row);
  }

  /** Turns a text into something else. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text);
  }

  private final TextReader reader;

  private TextAccessor(FieldVector vector, RowPosition position, TextReader reader) {
    super(vector, position);
    this.reader = reader;
  }

  static TextAccessor reading(VarCharVector vector, RowPosition position) {
    return new TextAccessor(vector, position, new Utf8Reader(vector));
  }

  static TextAccessor reading(FieldVector vector, RowPosition position) {
    return new TextAccessor(
        vector, position, row -> Objects.requireNonNull(vector.getObject(row)).toString());
  }

  /** Copies a value's bytes once, into an array that is used again. */
  private static final class Utf8Reader implements TextReader {
    private final VarCharVector vector;
    private byte[] bytes = new byte[64];

    Utf8Reader(VarCharVector vector) {
      this.vector = vector;
    }

    @Override
    public String read(int row) {
      ArrowBuf offsets = vector.getOffsetBuffer();
      int start = offsets.getInt((long) row * Integer.BYTES);
      int length = offsets.getInt((row + 1L) * Integer.BYTES) - start;
      if (length > bytes.length) {
        bytes = new byte[Math.max(length, 2 * bytes.length)];
      }
      vector.getDataBuffer().getBytes(start, bytes, 0, length);
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  @Override
  public @Nullable String getString() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : reader.read(row);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getString();
  }

  private <T> @Nullable T parse(String wanted, Parser<T> parser) throws SQLException {
    String text = getString();
    if (text == null) {
      return null;
    }
    try {
      return parser.parse(text.trim());
    } catch (NumberFormatException | DateTimeException e) {
      throw new SQLException(
          "Value '" + text + "' of column " + name() + " cannot be read as " + wanted, "22018", e);
    }
  }

  @Override
  public boolean getBoolean() throws SQLException {
    String text = getString();
    if (text == null) {
      return false;
    }
    return switch (text.trim().toLowerCase(java.util.Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> true;
      case "false", "f", "no", "n", "0" -> false;
      default ->
          throw new SQLException(
              "Value '" + text + "' of column " + name() + " cannot be read as boolean", "22018");
    };
  }

  @Override
  public long getLong() throws SQLException {
    BigDecimal value = getBigDecimal();
    if (value == null) {
      return 0;
    }
    BigDecimal whole = value.setScale(0, java.math.RoundingMode.DOWN);
    try {
      return whole.longValueExact();
    } catch (ArithmeticException e) {
      throw outOfRange(value, "long");
    }
  }

  @Override
  public double getDouble() throws SQLException {
    Double value = parse("double", Double::valueOf);
    return value == null ? 0 : value;
  }

  @Override
  public @Nullable BigDecimal getBigDecimal() throws SQLException {
    return parse("decimal", BigDecimal::new);
  }

  @Override
  public byte @Nullable [] getBytes() throws SQLException {
    String text = getString();
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  @Nullable LocalDate localDate() throws SQLException {
    return parse(
        "date", text -> LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
  }

  @Override
  @Nullable LocalTime localTime() throws SQLException {
    return parse("time", LocalTime::parse);
  }

  @Override
  @Nullable LocalDateTime localDateTime() throws SQLException {
    return parse("timestamp", TextAccessor::parseTimestamp);
  }

  private static LocalDateTime parseTimestamp(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(text.replace(' ', 'T'));
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

  @Override
  public @Nullable Timestamp getTimestamp(@Nullable Calendar calendar) throws SQLException {
    LocalDateTime value = localDateTime();
    return value == null ? null : CalendarDates.timestamp(value, calendar);
  }
}
