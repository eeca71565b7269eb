package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** FLOAT and DOUBLE. */
final class FloatingAccessor extends ColumnAccessor {

  /** Reads a row that is not NULL. */
  @FunctionalInterface
  interface DoubleReader {
    double read(int row);
  }

  private final DoubleReader reader;
  private final boolean single;

  FloatingAccessor(FieldVector vector, RowPosition position, DoubleReader reader) {
    super(vector, position);
    this.reader = reader;
    this.single = type().jdbcType() == Types.REAL;
  }

  @Override
  public double getDouble() throws SQLException {
    int row = valueRow();
    return row < 0 ? 0 : reader.read(row);
  }

  @Override
  public long getLong() throws SQLException {
    double value = getDouble();
    if (!(value >= -0x1p63 && value < 0x1p63)) {
      throw outOfRange(value, "a whole number");
    }
    return (long) value;
  }

  @Override
  public boolean getBoolean() throws SQLException {
    return getDouble() != 0;
  }

  @Override
  public @Nullable BigDecimal getBigDecimal() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    double value = reader.read(row);
    if (!Double.isFinite(value)) {
      throw outOfRange(value, "decimal");
    }
    return single ? new BigDecimal(Float.toString((float) value)) : BigDecimal.valueOf(value);
  }

  @Override
  public @Nullable String getString() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    double value = reader.read(row);
    return single ? Float.toString((float) value) : Double.toString(value);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    double value = reader.read(row);
    if (single) {
      return (float) value;
    }
    return value;
  }
}
