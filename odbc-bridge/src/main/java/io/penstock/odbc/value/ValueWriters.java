package io.penstock.odbc.value;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.function.IntFunction;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Makes the writers of a result's columns. */
public final class ValueWriters {
  private ValueWriters() {}

  /**
   * @param binary whether in binary format; for texts both are the same
   * @param zone that points in time are shown in
   */
  public static ValueWriter of(FieldVector vector, boolean binary, ZoneId zone) {
    if (vector instanceof VarCharVector texts) {
      return (row, out) -> bytes(texts, row, out);
    }
    ValueWriter writer = binary ? binary(vector) : null;
    if (writer != null) {
      return writer;
    }
    IntFunction<String> text = text(vector, zone);
    return (row, out) -> ByteBufUtil.writeUtf8(out, text.apply(row));
  }

  private static @Nullable ValueWriter binary(FieldVector vector) {
    if (vector instanceof BitVector v) {
      return (row, out) -> out.writeByte(v.get(row));
    }
    if (vector instanceof TinyIntVector v) {
      return (row, out) -> out.writeShort(v.get(row));
    }
    if (vector instanceof SmallIntVector v) {
      return (row, out) -> out.writeShort(v.get(row));
    }
    if (vector instanceof IntVector v) {
      return (row, out) -> out.writeInt(v.get(row));
    }
    if (vector instanceof BigIntVector v) {
      return (row, out) -> out.writeLong(v.get(row));
    }
    if (vector instanceof Float4Vector v) {
      return (row, out) -> out.writeFloat(v.get(row));
    }
    if (vector instanceof Float8Vector v) {
      return (row, out) -> out.writeDouble(v.get(row));
    }
    if (vector instanceof DecimalVector v) {
      return (row, out) -> BinaryForms.numeric(v.getObject(row), out);
    }
    if (vector instanceof VarBinaryVector v) {
      return (row, out) -> bytes(v, row, out);
    }
    if (vector instanceof DateDayVector v) {
      return (row, out) -> out.writeInt(v.get(row) - BinaryForms.EPOCH_DAYS);
    }
    if (vector instanceof TimeStampMicroTZVector v) {
      return (row, out) -> out.writeLong(v.get(row) - BinaryForms.EPOCH_MICROS);
    }
    if (vector instanceof TimeStampMicroVector v) {
      return (row, out) -> out.writeLong(v.get(row) - BinaryForms.EPOCH_MICROS);
    }
    return null;
  }

  /** How a column's values, not null, read as text. */
  static IntFunction<String> text(FieldVector vector, ZoneId zone) {
    if (vector instanceof VarCharVector v) {
      return row -> new String(v.get(row), StandardCharsets.UTF_8);
    }
    if (vector instanceof BitVector v) {
      return row -> TextForms.bool(v.get(row) != 0);
    }
    if (vector instanceof TinyIntVector v) {
      return row -> Integer.toString(v.get(row));
    }
    if (vector instanceof SmallIntVector v) {
      return row -> Integer.toString(v.get(row));
    }
    if (vector instanceof IntVector v) {
      return row -> Integer.toString(v.get(row));
    }
    if (vector instanceof BigIntVector v) {
      return row -> Long.toString(v.get(row));
    }
    if (vector instanceof Float4Vector v) {
      return row -> TextForms.real(v.get(row));
    }
    if (vector instanceof Float8Vector v) {
      return row -> TextForms.real(v.get(row));
    }
    if (vector instanceof DecimalVector v) {
      return row -> v.getObject(row).toPlainString();
    }
    if (vector instanceof VarBinaryVector v) {
      return row -> TextForms.bytes(v.get(row));
    }
    return timeText(vector, zone);
  }

  private static IntFunction<String> timeText(FieldVector vector, ZoneId zone) {
    if (vector instanceof DateDayVector v) {
      return row -> TextForms.date(LocalDate.ofEpochDay(v.get(row)));
    }
    if (vector instanceof TimeStampMicroTZVector v) {
      ZoneRules rules = zone.getRules();
      return row -> {
        long micros = v.get(row);
        ZoneOffset offset =
            rules.getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)));
        return TextForms.timestamp(local(micros, offset), offset);
      };
    }
    if (vector instanceof TimeStampMicroVector v) {
      return row -> TextForms.timestamp(local(v.get(row), ZoneOffset.UTC));
    }
    return row -> NestedText.of(vector, row, zone);
  }

  private static LocalDateTime local(long micros, ZoneOffset offset) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, offset);
  }

  private static void bytes(BaseVariableWidthVector vector, int row, ByteBuf out) {
    int start = vector.getStartOffset(row);
    int length = vector.getEndOffset(row) - start;
    if (length > 0) {
      out.writeBytes(vector.getDataBuffer().nioBuffer(start, length));
    }
  }
}
