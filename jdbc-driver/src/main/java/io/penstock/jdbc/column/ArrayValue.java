package io.penstock.jdbc.column;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of an ARRAY column, independent of its result set. */
final class ArrayValue implements Array {

  private final ColumnType elementType;
  private final @Nullable Object[] values;

  ArrayValue(ColumnType elementType, @Nullable Object[] values) {
    this.elementType = elementType;
    this.values = values;
  }

  @Override
  public String getBaseTypeName() {
    return elementType.name();
  }

  @Override
  public int getBaseType() {
    return elementType.jdbcType();
  }

  @Override
  public Object getArray() {
    return values.clone();
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> map) {
    return getArray();
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    if (index < 1 || count < 0 || index - 1 + count > values.length) {
      throw new SQLException(
          "Elements " + index + " to " + (index + count - 1) + " of " + values.length, "2202E");
    }
    return Arrays.copyOfRange(values, (int) index - 1, (int) index - 1 + count);
  }

  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return getArray(index, count);
  }

  private static SQLException noResultSet() {
    return new SQLFeatureNotSupportedException(
        "An array as a result set is not supported: use getArray", "0A000");
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    throw noResultSet();
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    throw noResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    throw noResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map)
      throws SQLException {
    throw noResultSet();
  }

  @Override
  public void free() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArrayValue that && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  /** The value as JSON. */
  @Override
  public String toString() {
    return JsonText.of(values);
  }
}
