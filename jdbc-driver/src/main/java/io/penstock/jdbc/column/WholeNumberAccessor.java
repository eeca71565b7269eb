package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** TINYINT to BIGINT. */
final class WholeNumberAccessor extends ColumnAccessor {

  /** Reads a row that is not NULL. */
  @FunctionalInterface
  interface LongReader {
    long read(int row);
  }

  private final LongReader reader;
  private final boolean wide;

  WholeNumberAccessor(FieldVector vector, RowPosition position, LongReader reader) {
    super(vector, position);
    this.reader = reader;
    this.wide = type().javaType() == Long.class;
  }

  @Override
  public long getLong() throws SQLException {
    int row = valueRow();
    return row < 0 ? 0 : reader.read(row);
  }

  @Override
  public double getDouble() throws SQLException {
    return getLong();
  }

  @Override
  public boolean getBoolean() throws SQLException {
    return getLong() != 0;
  }

  @Override
  public @Nullable BigDecimal getBigDecimal() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : BigDecimal.valueOf(reader.read(row));
  }

  @Override
  public @Nullable String getString() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : Long.toString(reader.read(row));
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    long value = reader.read(row);
    if (wide) {
      return value;
    }
    return (int) value;
  }
}
