package io.penstock.execution.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of the messages between gateway and engines, which are always of one build:
 * {@link DataOutputStream}'s primitives, texts and lists with a length in front.
 */
final class Wire {
  static final byte VERSION = 1;

  interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  interface Reader<T> {
    T readFrom(DataInputStream in) throws IOException;
  }

  interface ItemWriter<T> {
    void write(DataOutputStream out, T item) throws IOException;
  }

  private Wire() {}

  static byte[] write(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      body.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] bytes, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return reader.readFrom(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("the message is cut off", e);
    }
  }

  static void checkVersion(byte version) {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "message of version " + version + "; this side speaks " + VERSION);
    }
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IllegalArgumentException("a length of " + length + " does not fit the message");
    }
    return in.readNBytes(length);
  }

  static <T> void writeList(DataOutputStream out, List<T> items, ItemWriter<T> writer)
      throws IOException {
    out.writeInt(items.size());
    for (T item : items) {
      writer.write(out, item);
    }
  }

  static <T> List<T> readList(DataInputStream in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > in.available()) {
      throw new IllegalArgumentException("a list of " + size + " items does not fit the message");
    }
    List<T> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(reader.readFrom(in));
    }
    return items;
  }

  static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      writeText(out, entry.getKey());
      writeText(out, entry.getValue());
    }
  }

  static Map<String, String> readMap(DataInputStream in) throws IOException {
    int size = in.readInt();
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(readText(in), readText(in));
    }
    return map;
  }

  static void writeValues(DataOutputStream out, List<@Nullable Object> values) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      writeValue(out, value);
    }
  }

  static List<@Nullable Object> readValues(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > in.available()) {
      throw new IllegalArgumentException("a list of " + size + " values does not fit the message");
    }
    List<@Nullable Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(readValue(in));
    }
    return values;
  }

  /** The parameter types are the ones {@link ExecutableQuery#parameters()} names. */
  private static void writeValue(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte('n');
    } else if (value instanceof Boolean flag) {
      out.writeByte('z');
      out.writeBoolean(flag);
    } else if (value instanceof Byte number) {
      out.writeByte('b');
      out.writeByte(number);
    } else if (value instanceof Short number) {
      out.writeByte('h');
      out.writeShort(number);
    } else if (value instanceof Integer number) {
      out.writeByte('i');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('l');
      out.writeLong(number);
    } else if (value instanceof Float number) {
      out.writeByte('f');
      out.writeFloat(number);
    } else if (value instanceof Double number) {
      out.writeByte('d');
      out.writeDouble(number);
    } else if (value instanceof BigDecimal number) {
      out.writeByte('m');
      out.writeInt(number.scale());
      writeBytes(out, number.unscaledValue().toByteArray());
    } else if (value instanceof String text) {
      out.writeByte('s');
      writeText(out, text);
    } else if (value instanceof byte[] bytes) {
      out.writeByte('x');
      writeBytes(out, bytes);
    } else if (value instanceof LocalDate date) {
      out.writeByte('D');
      out.writeLong(date.toEpochDay());
    } else if (value instanceof Instant instant) {
      out.writeByte('T');
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (value instanceof LocalDateTime time) {
      out.writeByte('N');
      out.writeLong(time.toLocalDate().toEpochDay());
      out.writeLong(time.toLocalTime().toNanoOfDay());
    } else {
      throw new IllegalArgumentException("no parameter can be a " + value.getClass().getName());
    }
  }

  private static @Nullable Object readValue(DataInputStream in) throws IOException {
    char tag = (char) in.readByte();
    return switch (tag) {
      case 'n' -> null;
      case 'z' -> in.readBoolean();
      case 'b' -> in.readByte();
      case 'h' -> in.readShort();
      case 'i' -> in.readInt();
      case 'l' -> in.readLong();
      case 'f' -> in.readFloat();
      case 'd' -> in.readDouble();
      case 'm' -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(readBytes(in)), scale);
      }
      case 's' -> readText(in);
      case 'x' -> readBytes(in);
      case 'D' -> LocalDate.ofEpochDay(in.readLong());
      case 'T' -> {
        long seconds = in.readLong();
        yield Instant.ofEpochSecond(seconds, in.readInt());
      }
      case 'N' -> {
        LocalDate day = LocalDate.ofEpochDay(in.readLong());
        yield LocalDateTime.of(day, LocalTime.ofNanoOfDay(in.readLong()));
      }
      default -> throw new IllegalArgumentException("unknown value tag " + (int) tag);
    };
  }
}
