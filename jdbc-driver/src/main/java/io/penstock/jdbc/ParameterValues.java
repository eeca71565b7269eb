package io.penstock.jdbc;

import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a prepared statement's parameters, as JDBC got them. */
final class ParameterValues {

  private final @Nullable Object[] values;
  private final boolean[] present;

  ParameterValues(int count) {
    this(new Object[count], new boolean[count]);
  }

  private ParameterValues(@Nullable Object[] values, boolean[] present) {
    this.values = values;
    this.present = present;
  }

  void set(int index, @Nullable Object value) throws SQLException {
    if (index < 1 || index > values.length) {
      throw new SQLException(
          "There is no parameter " + index + ": the statement has " + values.length, "07009");
    }
    values[index - 1] = value;
    present[index - 1] = true;
  }

  void clear() {
    Arrays.fill(values, null);
    Arrays.fill(present, false);
  }

  ParameterValues copy() {
    return new ParameterValues(values.clone(), present.clone());
  }

  int count() {
    return values.length;
  }

  /** A value, from 0. */
  @Nullable Object value(int position) throws SQLException {
    if (!present[position]) {
      throw new SQLException("Parameter " + (position + 1) + " is not set", "07002");
    }
    return values[position];
  }
}
