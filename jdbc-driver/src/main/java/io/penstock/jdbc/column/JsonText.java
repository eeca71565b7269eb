package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Period;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@code getObject} returns as JSON: numbers and booleans bare (but NaN and infinities
 * quoted, which JSON does not have), NULL as null, arrays, structs and maps nested, the rest as
 * strings.
 */
public final class JsonText {

  private JsonText() {}

  /** One value as JSON. */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /** Appends one value as JSON. */
  public static void append(StringBuilder out, @Nullable Object value) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof BigDecimal decimal) {
      out.append(decimal.toPlainString());
    } else if (value instanceof Double || value instanceof Float) {
      appendFloating(out, (Number) value);
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Object[] elements) {
      appendArray(out, elements);
    } else if (value instanceof ArrayValue array) {
      append(out, array.getArray());
    } else if (value instanceof StructValue struct) {
      appendObject(out, struct.byName());
    } else if (value instanceof Map<?, ?> map) {
      appendObject(out, map);
    } else {
      appendString(out, plain(value));
    }
  }

  private static String plain(Object value) {
    if (value instanceof Timestamp timestamp) {
      return TemporalText.timestamp(timestamp.toLocalDateTime());
    } else if (value instanceof Time time) {
      return TemporalText.time(time.toLocalTime());
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().withUpperCase().formatHex(bytes);
    } else if (value instanceof Period period) {
      return TemporalText.yearMonth(period);
    } else if (value instanceof Duration duration) {
      return TemporalText.dayTime(duration);
    }
    return value.toString();
  }

  private static void appendFloating(StringBuilder out, Number value) {
    if (Double.isFinite(value.doubleValue())) {
      out.append(value);
    } else {
      appendString(out, value.toString());
    }
  }

  private static void appendArray(StringBuilder out, @Nullable Object[] elements) {
    out.append('[');
    for (int i = 0; i < elements.length; i++) {
      if (i > 0) {
        out.append(',');
      }
      append(out, elements[i]);
    }
    out.append(']');
  }

  private static void appendObject(StringBuilder out, Map<?, ?> members) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      Object key = member.getKey();
      appendString(out, key == null ? "null" : plain(key));
      out.append(':');
      append(out, member.getValue());
    }
    out.append('}');
  }

  /** Appends a quoted JSON string. */
  public static void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
