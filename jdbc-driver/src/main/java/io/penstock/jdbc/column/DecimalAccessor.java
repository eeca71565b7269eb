package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;
import org.jspecify.annotations.Nullable;

/** DECIMAL up to 38 digits (or 76), and unsigned 64-bit numbers. */
final class DecimalAccessor extends ColumnAccessor {

  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Reads a row that is not NULL. */
  @FunctionalInterface
  private interface DecimalReader {
    BigDecimal read(int row);
  }

  private final DecimalReader reader;

  private DecimalAccessor(FieldVector vector, RowPosition position, DecimalReader reader) {
    super(vector, position);
    this.reader = reader;
  }

  static DecimalAccessor reading(DecimalVector vector, RowPosition position) {
    int scale = vector.getScale();
    return new DecimalAccessor(vector, position, row -> readDecimal128(vector, row, scale));
  }

  static DecimalAccessor reading(Decimal256Vector vector, RowPosition position) {
    return new DecimalAccessor(
        vector, position, row -> java.util.Objects.requireNonNull(vector.getObject(row)));
  }

  static DecimalAccessor reading(UInt8Vector vector, RowPosition position) {
    return new DecimalAccessor(
        vector, position, row -> new BigDecimal(Long.toUnsignedString(vector.get(row))));
  }

  /** Most values fit into 64 bits; they need no BigInteger and no byte array. */
  private static BigDecimal readDecimal128(DecimalVector vector, int row, int scale) {
    ArrowBuf buffer = vector.getDataBuffer();
    long offset = (long) row * DecimalVector.TYPE_WIDTH;
    long low = buffer.getLong(offset);
    long high = buffer.getLong(offset + Long.BYTES);
    if (high == low >> 63) {
      return BigDecimal.valueOf(low, scale);
    }
    BigInteger unsignedLow = BigInteger.valueOf(low & Long.MAX_VALUE);
    if (low < 0) {
      unsignedLow = unsignedLow.setBit(63);
    }
    return new BigDecimal(BigInteger.valueOf(high).shiftLeft(64).or(unsignedLow), scale);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : reader.read(row);
  }

  @Override
  public long getLong() throws SQLException {
    BigDecimal value = getBigDecimal();
    if (value == null) {
      return 0;
    }
    if (value.compareTo(MIN_LONG) < 0 || value.compareTo(MAX_LONG) > 0) {
      throw outOfRange(value, "long");
    }
    return value.longValue();
  }

  @Override
  public double getDouble() throws SQLException {
    BigDecimal value = getBigDecimal();
    return value == null ? 0 : value.doubleValue();
  }

  @Override
  public boolean getBoolean() throws SQLException {
    BigDecimal value = getBigDecimal();
    return value != null && value.signum() != 0;
  }

  @Override
  public @Nullable String getString() throws SQLException {
    BigDecimal value = getBigDecimal();
    return value == null ? null : value.toPlainString();
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getBigDecimal();
  }
}
