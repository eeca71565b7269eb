package io.penstock.odbc.value;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/** Arrays, structs and maps as JSON; intervals as PostgreSQL prints them. */
final class NestedText {
  private NestedText() {}

  static String of(FieldVector vector, int row, ZoneId zone) {
    if (vector instanceof DurationVector v) {
      return TextForms.interval(duration(v, row));
    }
    if (vector instanceof IntervalYearVector v) {
      return TextForms.interval(v.get(row));
    }
    StringBuilder json = new StringBuilder();
    value(json, vector, row, zone);
    return json.toString();
  }

  private static void value(StringBuilder json, FieldVector vector, int row, ZoneId zone) {
    if (vector.isNull(row)) {
      json.append("null");
    } else if (vector instanceof MapVector v) {
      map(json, v, row, zone);
    } else if (vector instanceof ListVector v) {
      list(json, v, row, zone);
    } else if (vector instanceof StructVector v) {
      struct(json, v, row, zone);
    } else if (vector instanceof BitVector v) {
      json.append(v.get(row) != 0);
    } else if (vector instanceof BaseIntVector
        || vector instanceof DecimalVector
        || (vector instanceof Float4Vector f && Float.isFinite(f.get(row)))
        || (vector instanceof Float8Vector d && Double.isFinite(d.get(row)))) {
      json.append(ValueWriters.text(vector, zone).apply(row));
    } else if (vector instanceof DurationVector || vector instanceof IntervalYearVector) {
      quote(json, of(vector, row, zone));
    } else if (PgType.of(vector.getField().getType()) != PgType.TEXT
        || vector instanceof VarCharVector) {
      quote(json, ValueWriters.text(vector, zone).apply(row));
    } else {
      quote(json, String.valueOf(vector.getObject(row)));
    }
  }

  private static void list(StringBuilder json, ListVector vector, int row, ZoneId zone) {
    json.append('[');
    int start = vector.getElementStartIndex(row);
    for (int i = start; i < vector.getElementEndIndex(row); i++) {
      json.append(i == start ? "" : ",");
      value(json, vector.getDataVector(), i, zone);
    }
    json.append(']');
  }

  private static void map(StringBuilder json, MapVector vector, int row, ZoneId zone) {
    StructVector entries = (StructVector) vector.getDataVector();
    FieldVector keys = entries.getChildrenFromFields().get(0);
    FieldVector values = entries.getChildrenFromFields().get(1);
    json.append('{');
    int start = vector.getElementStartIndex(row);
    for (int i = start; i < vector.getElementEndIndex(row); i++) {
      json.append(i == start ? "" : ",");
      quote(json, ValueWriters.text(keys, zone).apply(i));
      json.append(':');
      value(json, values, i, zone);
    }
    json.append('}');
  }

  private static void struct(StringBuilder json, StructVector vector, int row, ZoneId zone) {
    json.append('{');
    String separator = "";
    for (FieldVector child : vector.getChildrenFromFields()) {
      json.append(separator);
      quote(json, child.getName());
      json.append(':');
      value(json, child, row, zone);
      separator = ",";
    }
    json.append('}');
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  /** Arrow's own reading goes through nanoseconds, of which a long holds 292 years only. */
  private static Duration duration(DurationVector vector, int row) {
    long count = DurationVector.get(vector.getDataBuffer(), row);
    return switch (vector.getUnit()) {
      case SECOND -> Duration.ofSeconds(count);
      case MILLISECOND -> Duration.ofMillis(count);
      case MICROSECOND -> Duration.of(count, ChronoUnit.MICROS);
      case NANOSECOND -> Duration.ofNanos(count);
    };
  }
}
