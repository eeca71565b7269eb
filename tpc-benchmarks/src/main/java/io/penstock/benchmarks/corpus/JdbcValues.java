package io.penstock.benchmarks.corpus;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of JDBC as text, in the spelling that plain Spark's answers have. Local dates and times
 * inside nested values need UTC as the JVM's time zone, as JDBC's classes know no other.
 */
final class JdbcValues {
  private JdbcValues() {}

  static String text(ResultSet result, int column, String type) throws SQLException {
    String variant = type.equals("VARIANT") ? result.getString(column) : null;
    if (variant != null) {
      // the driver gives its JSON, which is Spark's own text of it
      return variant;
    }
    Object value =
        switch (type) {
          case "DATE" -> result.getObject(column, LocalDate.class);
          case "TIMESTAMP_NTZ" -> result.getObject(column, LocalDateTime.class);
          case "TIME" -> result.getObject(column, LocalTime.class);
          default -> result.getObject(column);
        };
    return text(value);
  }

  private static String text(@Nullable Object value) throws SQLException {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().withUpperCase().formatHex(bytes) + "'";
    }
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant().toString();
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof Time time) {
      return time.toLocalTime().toString();
    }
    if (value instanceof Period months) {
      return Period.ofMonths((int) months.toTotalMonths()).toString();
    }
    return nested(value);
  }

  private static String nested(Object value) throws SQLException {
    if (value instanceof Struct struct) {
      return "{" + list(struct.getAttributes()) + "}";
    }
    if (value instanceof Array array) {
      return "[" + list((Object[]) array.getArray()) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> entries = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        entries.put(text(entry.getKey()), text(entry.getValue()));
      }
      return entries.toString();
    }
    return value.toString();
  }

  private static String list(Object[] values) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(text(value));
    }
    return String.join(", ", texts);
  }
}
