package io.penstock.odbc.value;

import io.penstock.odbc.wire.FrameReader;
import io.penstock.odbc.wire.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bound values from the wire's formats to what {@code ExecutableQuery} takes. */
public final class ParameterReader {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4,6})-(\\d\\d?)-(\\d\\d?)"
              + "(?:[ T](\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?"
              + "\\s*(Z|[+-]\\d\\d?(?::?\\d\\d)?(?::?\\d\\d)?)?(?: (AD|BC))?",
          Pattern.CASE_INSENSITIVE);

  private ParameterReader() {}

  /**
   * Reads a value.
   *
   * @param oid of its type; a text of a type that is not known here stays a text
   * @param zone of points in time that are written without an offset
   * @throws io.penstock.execution.api.PenstockException 22P02, 22P03, 22003, 22007 or 08P01 for a
   *     value that is not of its type; UNSUPPORTED_FEATURE for a binary value of unknown type
   */
  public static Object read(int oid, boolean binary, ByteBuffer value, ZoneId zone) {
    PgType type = PgType.of(oid);
    if (binary) {
      return binary(oid, type, value);
    }
    String text = FrameReader.decode(value);
    return type == null ? text : text(type, text, zone);
  }

  private static Object binary(int oid, @Nullable PgType type, ByteBuffer value) {
    if (type == null) {
      throw Violation.unsupported(
          "Binary parameters of the type with number " + oid + " are not supported; send text.");
    }
    return switch (type) {
      case BOOL -> sized(value, 1).get() != 0;
      case INT2 -> sized(value, 2).getShort();
      case INT4 -> sized(value, 4).getInt();
      case INT8 -> sized(value, 8).getLong();
      case FLOAT4 -> sized(value, 4).getFloat();
      case FLOAT8 -> sized(value, 8).getDouble();
      case NUMERIC -> BinaryForms.numeric(value);
      case TEXT, VARCHAR -> FrameReader.decode(value);
      case BYTEA -> {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        yield bytes;
      }
      case DATE -> LocalDate.ofEpochDay(sized(value, 4).getInt() + (long) BinaryForms.EPOCH_DAYS);
      case TIMESTAMP -> LocalDateTime.ofInstant(instant(sized(value, 8).getLong()), ZoneOffset.UTC);
      case TIMESTAMPTZ -> instant(sized(value, 8).getLong());
    };
  }

  private static ByteBuffer sized(ByteBuffer value, int bytes) {
    if (value.remaining() != bytes) {
      throw Violation.of(
          "22P03",
          "INVALID_BINARY_REPRESENTATION",
          "A binary parameter has " + value.remaining() + " bytes instead of " + bytes + ".");
    }
    return value;
  }

  private static Instant instant(long micros) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      throw Violation.of("22008", "DATETIME_FIELD_OVERFLOW", "A timestamp cannot be infinite.");
    }
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L) + BinaryForms.EPOCH_MICROS / 1_000_000L,
        Math.floorMod(micros, 1_000_000L) * 1000L);
  }

  private static Object text(PgType type, String text, ZoneId zone) {
    try {
      return switch (type) {
        case BOOL -> bool(text);
        case INT2 -> (short) integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
        case INT4 -> (int) integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case INT8 -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
        case FLOAT4 -> Float.parseFloat(real(text));
        case FLOAT8 -> Double.parseDouble(real(text));
        case NUMERIC -> new BigDecimal(text.trim());
        case TEXT, VARCHAR -> text;
        case BYTEA -> bytes(text);
        case DATE -> time(text).date();
        case TIMESTAMP -> time(text).local();
        case TIMESTAMPTZ -> time(text).instant(zone);
      };
    } catch (NumberFormatException e) {
      throw invalid(type, text);
    }
  }

  private static boolean bool(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "on", "1" -> true;
      case "f", "false", "n", "no", "off", "0" -> false;
      default -> throw invalid(PgType.BOOL, text);
    };
  }

  private static long integer(String text, long smallest, long largest) {
    BigDecimal number = new BigDecimal(new BigInteger(text.trim()));
    if (number.compareTo(BigDecimal.valueOf(smallest)) < 0
        || number.compareTo(BigDecimal.valueOf(largest)) > 0) {
      throw Violation.of(
          "22003", "NUMERIC_VALUE_OUT_OF_RANGE", "The number " + shown(text) + " is out of range.");
    }
    return number.longValue();
  }

  private static String real(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "nan" -> "NaN";
      case "infinity", "inf" -> "Infinity";
      case "-infinity", "-inf" -> "-Infinity";
      default -> text.trim();
    };
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith("\\x") || text.length() % 2 != 0) {
      throw invalid(PgType.BYTEA, text);
    }
    byte[] bytes = new byte[text.length() / 2 - 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(text.substring(2 + 2 * i, 4 + 2 * i), 16);
    }
    return bytes;
  }

  /** What a text says of a time. */
  private record Written(LocalDateTime local, @Nullable ZoneOffset offset) {
    LocalDate date() {
      return local.toLocalDate();
    }

    Instant instant(ZoneId zone) {
      ZoneOffset given = offset;
      return given == null ? local.atZone(zone).toInstant() : local.toInstant(given);
    }
  }

  private static Written time(String text) {
    Matcher parts = TIME.matcher(text.trim());
    if (!parts.matches()) {
      throw noTime(text);
    }
    try {
      int year = Integer.parseInt(parts.group(1));
      boolean before = "BC".equalsIgnoreCase(parts.group(9));
      LocalDate date =
          LocalDate.of(
              before ? 1 - year : year,
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)));
      LocalTime time =
          LocalTime.of(part(parts, 4), part(parts, 5), part(parts, 6), nanos(parts.group(7)));
      return new Written(date.atTime(time), offset(parts.group(8)));
    } catch (DateTimeException e) {
      throw noTime(text);
    }
  }

  private static int part(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Rounded to microseconds: there is nothing finer. */
  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
    return Math.min((nanos + 500) / 1000 * 1000, 999_999_000);
  }

  private static @Nullable ZoneOffset offset(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.equalsIgnoreCase("Z")) {
      return ZoneOffset.UTC;
    }
    String digits = text.substring(1).replace(":", "");
    String padded = digits.length() % 2 == 0 ? digits : "0" + digits;
    int seconds = 0;
    int unit = 3600;
    for (int i = 0; i < padded.length(); i += 2) {
      seconds += Integer.parseInt(padded.substring(i, i + 2)) * unit;
      unit /= 60;
    }
    return ZoneOffset.ofTotalSeconds(text.charAt(0) == '-' ? -seconds : seconds);
  }

  private static RuntimeException noTime(String text) {
    return Violation.of(
        "22007",
        "INVALID_DATETIME_FORMAT",
        "'" + shown(text) + "' is not a date or time. Write it as 2026-01-31 12:00:00.");
  }

  private static RuntimeException invalid(PgType type, String text) {
    return Violation.of(
        "22P02",
        "INVALID_TEXT_REPRESENTATION",
        "'" + shown(text) + "' is not of type " + type.name().toLowerCase(Locale.ROOT) + ".");
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
