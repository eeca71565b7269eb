package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.apache.arrow.vector.BitVector;
import org.jspecify.annotations.Nullable;

/** BOOLEAN; as a number it is 1 or 0. */
final class BooleanAccessor extends ColumnAccessor {

  private final BitVector vector;

  BooleanAccessor(BitVector vector, RowPosition position) {
    super(vector, position);
    this.vector = vector;
  }

  @Override
  public boolean getBoolean() throws SQLException {
    int row = valueRow();
    return row >= 0 && vector.get(row) != 0;
  }

  @Override
  public long getLong() throws SQLException {
    return getBoolean() ? 1 : 0;
  }

  @Override
  public double getDouble() throws SQLException {
    return getLong();
  }

  @Override
  public @Nullable BigDecimal getBigDecimal() throws SQLException {
    BigDecimal value = BigDecimal.valueOf(getLong());
    return wasNull() ? null : value;
  }

  @Override
  public @Nullable String getString() throws SQLException {
    boolean value = getBoolean();
    return wasNull() ? null : Boolean.toString(value);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    boolean value = getBoolean();
    return wasNull() ? null : value;
  }
}
