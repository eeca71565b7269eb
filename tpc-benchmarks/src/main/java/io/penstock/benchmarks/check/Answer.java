package io.penstock.benchmarks.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A whole result, with values that compare across drivers: exact numbers are {@link BigDecimal},
 * approximate ones {@link Double}, days {@link java.time.LocalDate}. Types are as the driver spells
 * them, in lower case.
 */
record Answer(List<String> columns, List<String> types, List<List<@Nullable Object>> rows) {
  Answer {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    rows = List.copyOf(rows);
  }

  /** Reads a result set to its end; the caller closes it. */
  static Answer read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i));
      types.add(type(meta, i));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(comparable(result.getObject(i)));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new Answer(columns, types, rows);
  }

  private static String type(ResultSetMetaData meta, int column) throws SQLException {
    String name = meta.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    return name.equals("decimal")
        ? "decimal(" + meta.getPrecision(column) + "," + meta.getScale(column) + ")"
        : name;
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      return BigDecimal.valueOf(number.longValue());
    }
    if (value instanceof Date day) {
      return day.toLocalDate();
    }
    return value;
  }
}
