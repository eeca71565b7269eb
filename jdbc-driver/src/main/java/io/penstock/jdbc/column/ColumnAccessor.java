package io.penstock.jdbc.column;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.calcite.avatica.util.Cursor;
import org.joou.UByte;
import org.joou.UInteger;
import org.joou.ULong;
import org.joou.UShort;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column at the row where a {@link RowPosition} stands. What a type cannot be read as
 * stays as it is here: a {@link SQLException} that names column and type. A {@code null} calendar
 * is the JVM's default time zone. Not thread-safe; the vector is lent.
 */
@SuppressWarnings("JavaUtilDate") // JDBC is made of them
public abstract class ColumnAccessor implements Cursor.Accessor {

  private final FieldVector vector;
  private final ColumnType type;
  private final RowPosition position;

  ColumnAccessor(FieldVector vector, RowPosition position) {
    this.vector = vector;
    this.type = ColumnType.of(vector.getField());
    this.position = position;
  }

  /**
   * The accessor for a vector.
   *
   * @throws IllegalArgumentException if its type is not supported
   */
  public static ColumnAccessor of(FieldVector vector, RowPosition position) {
    return AccessorSelection.select(vector, position);
  }

  /** The column's type. */
  public final ColumnType type() {
    return type;
  }

  /** The current row, or -1 if its value is NULL; takes note of which it was. */
  final int valueRow() throws SQLException {
    int row = position.current();
    boolean isNull = vector.isNull(row);
    position.noteNull(isNull);
    return isNull ? -1 : row;
  }

  final SQLException cannotRead(String wanted) {
    return new SQLException(
        "Column " + name() + " of type " + type.name() + " cannot be read as " + wanted, "22018");
  }

  final SQLException outOfRange(Object value, String wanted) {
    return new SQLException(
        "Value " + value + " of column " + name() + " is out of range for " + wanted, "22003");
  }

  final String name() {
    return vector.getField().getName();
  }

  @Override
  public final boolean wasNull() {
    return position.lastWasNull();
  }

  @Override
  public abstract @Nullable Object getObject() throws SQLException;

  @Override
  public abstract @Nullable String getString() throws SQLException;

  @Override
  public boolean getBoolean() throws SQLException {
    throw cannotRead("boolean");
  }

  @Override
  public byte getByte() throws SQLException {
    return (byte) ranged(Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  @Override
  public short getShort() throws SQLException {
    return (short) ranged(Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  @Override
  public int getInt() throws SQLException {
    return (int) ranged(Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  private long ranged(long min, long max, String wanted) throws SQLException {
    long value = getLong();
    if (value < min || value > max) {
      throw outOfRange(value, wanted);
    }
    return value;
  }

  @Override
  public long getLong() throws SQLException {
    throw cannotRead("number");
  }

  @Override
  public float getFloat() throws SQLException {
    return (float) getDouble();
  }

  @Override
  public double getDouble() throws SQLException {
    throw cannotRead("number");
  }

  @Override
  public @Nullable BigDecimal getBigDecimal() throws SQLException {
    throw cannotRead("decimal");
  }

  @Override
  public final @Nullable BigDecimal getBigDecimal(int scale) throws SQLException {
    BigDecimal value = getBigDecimal();
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte @Nullable [] getBytes() throws SQLException {
    throw cannotRead("bytes");
  }

  @Override
  public @Nullable Date getDate(@Nullable Calendar calendar) throws SQLException {
    throw cannotRead("date");
  }

  @Override
  public @Nullable Time getTime(@Nullable Calendar calendar) throws SQLException {
    throw cannotRead("time");
  }

  @Override
  public @Nullable Timestamp getTimestamp(@Nullable Calendar calendar) throws SQLException {
    throw cannotRead("timestamp");
  }

  @Nullable LocalDate localDate() throws SQLException {
    throw cannotRead("date");
  }

  @Nullable LocalTime localTime() throws SQLException {
    throw cannotRead("time");
  }

  @Nullable LocalDateTime localDateTime() throws SQLException {
    throw cannotRead("timestamp");
  }

  @Nullable Instant instant() throws SQLException {
    throw cannotRead("timestamp");
  }

  /** The zone in which an instant of this column is shown. */
  ZoneId zone() {
    return ZoneId.systemDefault();
  }

  @Override
  public @Nullable Array getArray() throws SQLException {
    throw cannotRead("array");
  }

  @Override
  public @Nullable Struct getStruct() throws SQLException {
    throw cannotRead("struct");
  }

  @Override
  public final <T> @Nullable T getObject(Class<T> wanted) throws SQLException {
    Object value = convert(wanted);
    if (value == null || wasNull()) {
      return null;
    }
    if (!wanted.isInstance(value)) {
      throw cannotRead(wanted.getName());
    }
    return wanted.cast(value);
  }

  private @Nullable Object convert(Class<?> wanted) throws SQLException {
    if (wanted == String.class) {
      return getString();
    } else if (wanted == Boolean.class) {
      return getBoolean();
    } else if (Number.class.isAssignableFrom(wanted)) {
      return convertToNumber(wanted);
    } else if (wanted == byte[].class) {
      return getBytes();
    } else if (wanted == Date.class) {
      return getDate(null);
    } else if (wanted == Time.class) {
      return getTime(null);
    } else if (wanted == Timestamp.class || wanted == java.util.Date.class) {
      return getTimestamp(null);
    } else if (wanted == LocalDate.class) {
      return localDate();
    } else if (wanted == LocalTime.class) {
      return localTime();
    } else if (wanted == LocalDateTime.class) {
      return localDateTime();
    } else if (wanted == Instant.class) {
      return instant();
    } else if (wanted == OffsetDateTime.class) {
      Instant instant = instant();
      return instant == null ? null : instant.atZone(zone()).toOffsetDateTime();
    } else if (wanted == ZonedDateTime.class) {
      Instant instant = instant();
      return instant == null ? null : instant.atZone(zone());
    }
    return getObject();
  }

  private @Nullable Object convertToNumber(Class<?> wanted) throws SQLException {
    if (wanted == Integer.class) {
      return getInt();
    } else if (wanted == Long.class) {
      return getLong();
    } else if (wanted == Double.class) {
      return getDouble();
    } else if (wanted == BigDecimal.class) {
      return getBigDecimal();
    } else if (wanted == BigInteger.class) {
      BigDecimal value = getBigDecimal();
      return value == null ? null : value.toBigInteger();
    } else if (wanted == Float.class) {
      return getFloat();
    } else if (wanted == Short.class) {
      return getShort();
    } else if (wanted == Byte.class) {
      return getByte();
    }
    return getObject();
  }

  @Override
  public final @Nullable Object getObject(Map<String, Class<?>> map) throws SQLException {
    return getObject();
  }

  @Override
  public final @Nullable String getNString() throws SQLException {
    return getString();
  }

  @Override
  public final @Nullable Reader getCharacterStream() throws SQLException {
    String text = getString();
    return text == null ? null : new StringReader(text);
  }

  @Override
  public final @Nullable Reader getNCharacterStream() throws SQLException {
    return getCharacterStream();
  }

  @Override
  public final @Nullable InputStream getAsciiStream() throws SQLException {
    String text = getString();
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public final @Nullable InputStream getUnicodeStream() throws SQLException {
    String text = getString();
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public final @Nullable InputStream getBinaryStream() throws SQLException {
    byte[] bytes = getBytes();
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public final UByte getUByte() throws SQLException {
    return UByte.valueOf(getShort());
  }

  @Override
  public final UShort getUShort() throws SQLException {
    return UShort.valueOf(getInt());
  }

  @Override
  public final UInteger getUInt() throws SQLException {
    return UInteger.valueOf(getLong());
  }

  @Override
  public final ULong getULong() throws SQLException {
    return ULong.valueOf(getLong());
  }

  @Override
  public final Ref getRef() throws SQLException {
    throw new SQLFeatureNotSupportedException("Ref is not supported", "0A000");
  }

  @Override
  public final Blob getBlob() throws SQLException {
    throw new SQLFeatureNotSupportedException("Blob is not supported: use getBytes", "0A000");
  }

  @Override
  public final Clob getClob() throws SQLException {
    throw new SQLFeatureNotSupportedException("Clob is not supported: use getString", "0A000");
  }

  @Override
  public final NClob getNClob() throws SQLException {
    throw new SQLFeatureNotSupportedException("NClob is not supported: use getString", "0A000");
  }

  @Override
  public final SQLXML getSQLXML() throws SQLException {
    throw new SQLFeatureNotSupportedException("SQLXML is not supported: use getString", "0A000");
  }

  @Override
  public final URL getURL() throws SQLException {
    throw new SQLFeatureNotSupportedException("URL is not supported: use getString", "0A000");
  }
}
