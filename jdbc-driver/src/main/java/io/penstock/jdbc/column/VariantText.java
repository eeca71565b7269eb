package io.penstock.jdbc.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;

/**
 * Writes a VARIANT as JSON, as Spark's {@code to_json} does in time zone UTC. The layout is that of
 * the Parquet project's "Variant Binary Encoding", version 1.
 */
final class VariantText {
  private static final int MAX_DEPTH = 1_000;

  private final ByteBuffer value;
  private final ByteBuffer metadata;
  private final StringBuilder out = new StringBuilder();

  private VariantText(byte[] value, byte[] metadata) {
    this.value = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    this.metadata = ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws SQLException 22000 if the bytes are no variant
   */
  static String of(byte[] value, byte[] metadata) throws SQLException {
    VariantText text = new VariantText(value, metadata);
    try {
      text.append(0, 0);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
      throw new SQLException("The bytes of a VARIANT are damaged: " + e.getMessage(), "22000", e);
    }
    return text.out.toString();
  }

  private void append(int at, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("more than " + MAX_DEPTH + " levels");
    }
    int header = value.get(at) & 0xFF;
    int kind = header >> 2;
    switch (header & 3) {
      case 0 -> primitive(kind, at + 1);
      case 1 -> JsonText.appendString(out, text(value, at + 1, kind));
      case 2 -> object(kind, at + 1, depth);
      default -> array(kind, at + 1, depth);
    }
  }

  private void object(int kind, int at, int depth) {
    int offsetSize = (kind & 3) + 1;
    int idSize = ((kind >> 2) & 3) + 1;
    int countSize = (kind & 16) == 0 ? 1 : 4;
    int count = number(value, at, countSize);
    int ids = at + countSize;
    int offsets = ids + count * idSize;
    int values = offsets + (count + 1) * offsetSize;
    out.append('{');
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",");
      JsonText.appendString(out, key(number(value, ids + i * idSize, idSize)));
      out.append(':');
      append(values + number(value, offsets + i * offsetSize, offsetSize), depth + 1);
    }
    out.append('}');
  }

  private void array(int kind, int at, int depth) {
    int offsetSize = (kind & 3) + 1;
    int countSize = (kind & 4) == 0 ? 1 : 4;
    int count = number(value, at, countSize);
    int offsets = at + countSize;
    int values = offsets + (count + 1) * offsetSize;
    out.append('[');
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",");
      append(values + number(value, offsets + i * offsetSize, offsetSize), depth + 1);
    }
    out.append(']');
  }

  /** A key of the dictionary. */
  private String key(int id) {
    int header = metadata.get(0) & 0xFF;
    int size = (header >> 6) + 1;
    int count = number(metadata, 1, size);
    if (id >= count) {
      throw new IllegalArgumentException("no key " + id);
    }
    int offsets = 1 + size;
    int texts = offsets + (count + 1) * size;
    int start = number(metadata, offsets + id * size, size);
    int end = number(metadata, offsets + (id + 1) * size, size);
    return text(metadata, texts + start, end - start);
  }

  private void primitive(int kind, int at) {
    switch (kind) {
      case 0 -> out.append("null");
      case 1 -> out.append(true);
      case 2 -> out.append(false);
      case 3 -> out.append(value.get(at));
      case 4 -> out.append(value.getShort(at));
      case 5 -> out.append(value.getInt(at));
      case 6 -> out.append(value.getLong(at));
      case 7 -> JsonText.append(out, value.getDouble(at));
      case 8 -> decimal(BigInteger.valueOf(value.getInt(at + 1)), value.get(at));
      case 9 -> decimal(BigInteger.valueOf(value.getLong(at + 1)), value.get(at));
      case 10 -> decimal(wide(at + 1), value.get(at));
      case 11 -> quoted(LocalDate.ofEpochDay(value.getInt(at)).toString());
      case 12 -> quoted(timestamp(value.getLong(at)) + "+00:00");
      case 13 -> quoted(timestamp(value.getLong(at)));
      case 14 -> JsonText.append(out, value.getFloat(at));
      case 15 -> quoted(Base64.getEncoder().encodeToString(bytes(at + 4, value.getInt(at))));
      case 16 -> JsonText.appendString(out, text(value, at + 4, value.getInt(at)));
      case 17 -> quoted(TemporalText.time(LocalTime.ofNanoOfDay(value.getLong(at) * 1_000)));
      case 20 -> {
        ByteBuffer id = ByteBuffer.wrap(bytes(at, 16));
        quoted(new UUID(id.getLong(), id.getLong()).toString());
      }
      default -> throw new IllegalArgumentException("no type " + kind);
    }
  }

  private void quoted(String text) {
    JsonText.appendString(out, text);
  }

  private void decimal(BigInteger unscaled, int scale) {
    out.append(new BigDecimal(unscaled, scale).stripTrailingZeros().toPlainString());
  }

  private BigInteger wide(int at) {
    byte[] bigEndian = new byte[16];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = value.get(at + bigEndian.length - 1 - i);
    }
    return new BigInteger(bigEndian);
  }

  private static String timestamp(long micros) {
    long second = Math.floorDiv(micros, 1_000_000L);
    Instant instant = Instant.ofEpochSecond(second, Math.floorMod(micros, 1_000_000L) * 1_000);
    return TemporalText.timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  private byte[] bytes(int at, int length) {
    if (length < 0 || length > value.capacity()) {
      throw new IllegalArgumentException("a length of " + length);
    }
    byte[] bytes = new byte[length];
    value.get(at, bytes);
    return bytes;
  }

  private static String text(ByteBuffer buffer, int at, int length) {
    if (length < 0 || length > buffer.capacity()) {
      throw new IllegalArgumentException("a length of " + length);
    }
    byte[] bytes = new byte[length];
    buffer.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** An unsigned number of 1 to 4 bytes, the lowest first. */
  private static int number(ByteBuffer buffer, int at, int size) {
    int number = 0;
    for (int i = size - 1; i >= 0; i--) {
      number = (number << 8) | (buffer.get(at + i) & 0xFF);
    }
    if (number < 0) {
      throw new IllegalArgumentException("a size of more than 2 GiB");
    }
    return number;
  }
}
