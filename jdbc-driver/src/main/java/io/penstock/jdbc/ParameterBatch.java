package io.penstock.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row of parameter values as Arrow: in the types that the server asked for, or, where it left
 * them open, in those of the values.
 */
@SuppressWarnings("JavaUtilDate") // JDBC is made of them
final class ParameterBatch {

  private ParameterBatch() {}

  /** Whether the server leaves a parameter's type to the client. */
  static boolean isUntyped(Field field) {
    return switch (field.getType().getTypeID()) {
      case Null, Union, NONE -> true;
      default -> false;
    };
  }

  /** The batch, for the caller to close; null if there are no parameters. */
  static @Nullable VectorSchemaRoot of(
      Schema schema, ParameterValues values, BufferAllocator allocator) throws SQLException {
    if (values.count() == 0) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < values.count(); i++) {
      Field asked = schema.getFields().get(i);
      Object value = values.value(i);
      fields.add(
          isUntyped(asked) || !holds(asked.getType(), value)
              ? new Field(asked.getName(), FieldType.nullable(typeOf(value)), null)
              : asked);
    }
    VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), allocator);
    try {
      for (int i = 0; i < values.count(); i++) {
        root.getVector(i).allocateNew();
        write(i + 1, root.getVector(i), values.value(i));
      }
      root.setRowCount(1);
      return root;
    } catch (SQLException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /** Whether a number keeps all its digits: 0.055 must not become DECIMAL(15,2), nor 1.5 INT. */
  private static boolean holds(ArrowType asked, @Nullable Object value) {
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      return true;
    }
    BigDecimal exact = decimal(value).stripTrailingZeros();
    if (asked instanceof ArrowType.Int whole) {
      return exact.scale() <= 0 && exact.toBigInteger().bitLength() < whole.getBitWidth();
    } else if (asked instanceof ArrowType.Decimal decimal) {
      int wholeDigits = decimal.getPrecision() - decimal.getScale();
      return exact.scale() <= decimal.getScale()
          && exact.precision() - exact.scale() <= wholeDigits;
    }
    return true;
  }

  private static ArrowType typeOf(@Nullable Object value) throws SQLException {
    if (value == null) {
      return ArrowType.Null.INSTANCE;
    } else if (value instanceof Boolean) {
      return ArrowType.Bool.INSTANCE;
    } else if (value instanceof Number number) {
      return typeOfNumber(number);
    } else if (value instanceof byte[]) {
      return ArrowType.Binary.INSTANCE;
    } else if (value instanceof Date || value instanceof LocalDate) {
      return new ArrowType.Date(DateUnit.DAY);
    } else if (value instanceof Time || value instanceof LocalTime) {
      return new ArrowType.Time(TimeUnit.MICROSECOND, 64);
    } else if (value instanceof LocalDateTime) {
      return new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
    } else if (value instanceof java.util.Date
        || value instanceof Instant
        || value instanceof OffsetDateTime
        || value instanceof ZonedDateTime) {
      return new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    } else if (value instanceof CharSequence || value instanceof Character) {
      return ArrowType.Utf8.INSTANCE;
    }
    throw new SQLException("A parameter cannot be a " + value.getClass().getName(), "07006");
  }

  private static ArrowType typeOfNumber(Number number) {
    if (number instanceof Long) {
      return new ArrowType.Int(64, true);
    } else if (number instanceof Integer) {
      return new ArrowType.Int(32, true);
    } else if (number instanceof Short) {
      return new ArrowType.Int(16, true);
    } else if (number instanceof Byte) {
      return new ArrowType.Int(8, true);
    } else if (number instanceof Double) {
      return new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    } else if (number instanceof Float) {
      return new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    }
    BigDecimal value = new BigDecimal(number.toString());
    int scale = Math.max(0, value.scale());
    int precision = Math.max(value.precision() - value.scale() + scale, scale);
    return new ArrowType.Decimal(Math.max(1, precision), scale, 128);
  }

  private static void write(int parameter, FieldVector vector, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      vector.setNull(0);
      return;
    }
    try {
      if (!writeNumber(vector, value) && !writeTemporal(vector, value)) {
        writeOther(vector, value);
      }
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new SQLException(
          "Parameter "
              + parameter
              + " ("
              + value.getClass().getSimpleName()
              + ") cannot be sent as "
              + vector.getField().getType(),
          "07006",
          e);
    }
  }

  private static boolean writeNumber(FieldVector vector, Object value) {
    if (vector instanceof BigIntVector v) {
      v.setSafe(0, decimal(value).longValueExact());
    } else if (vector instanceof IntVector v) {
      v.setSafe(0, decimal(value).intValueExact());
    } else if (vector instanceof SmallIntVector v) {
      v.setSafe(0, decimal(value).shortValueExact());
    } else if (vector instanceof TinyIntVector v) {
      v.setSafe(0, decimal(value).byteValueExact());
    } else if (vector instanceof Float8Vector v) {
      v.setSafe(0, floating(value));
    } else if (vector instanceof Float4Vector v) {
      v.setSafe(0, (float) floating(value));
    } else if (vector instanceof DecimalVector v) {
      v.setSafe(0, decimal(value).setScale(v.getScale(), RoundingMode.UNNECESSARY));
    } else {
      return false;
    }
    return true;
  }

  private static BigDecimal decimal(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    } else if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return new BigDecimal(value.toString().trim());
  }

  private static double floating(Object value) {
    return value instanceof Number number
        ? number.doubleValue()
        : Double.parseDouble(value.toString().trim());
  }

  private static boolean writeTemporal(FieldVector vector, Object value) {
    if (vector instanceof DateDayVector v) {
      v.setSafe(0, Math.toIntExact(localDate(value).toEpochDay()));
    } else if (vector instanceof TimeStampVector v) {
      ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
      Instant instant =
          type.getTimezone() == null
              ? localDateTime(value).toInstant(ZoneOffset.UTC)
              : instant(value, ZoneId.of(type.getTimezone()));
      v.setSafe(0, units(instant, type.getUnit()));
    } else if (vector instanceof TimeMicroVector v) {
      v.setSafe(0, localTime(value).toNanoOfDay() / 1000);
    } else if (vector instanceof TimeNanoVector v) {
      v.setSafe(0, localTime(value).toNanoOfDay());
    } else {
      return false;
    }
    return true;
  }

  private static long units(Instant instant, TimeUnit unit) {
    long perSecond =
        switch (unit) {
          case SECOND -> 1L;
          case MILLISECOND -> 1_000L;
          case MICROSECOND -> 1_000_000L;
          case NANOSECOND -> 1_000_000_000L;
        };
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), perSecond),
        instant.getNano() / (1_000_000_000L / perSecond));
  }

  private static LocalDate localDate(Object value) {
    if (value instanceof LocalDate date) {
      return date;
    } else if (value instanceof Date date) {
      return date.toLocalDate();
    } else if (value instanceof CharSequence text) {
      return LocalDate.parse(text);
    }
    return localDateTime(value).toLocalDate();
  }

  private static LocalTime localTime(Object value) {
    if (value instanceof LocalTime time) {
      return time;
    } else if (value instanceof Time time) {
      return Instant.ofEpochMilli(time.getTime()).atZone(ZoneId.systemDefault()).toLocalTime();
    } else if (value instanceof CharSequence text) {
      return LocalTime.parse(text);
    }
    return localDateTime(value).toLocalTime();
  }

  private static LocalDateTime localDateTime(Object value) {
    if (value instanceof LocalDateTime local) {
      return local;
    } else if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    } else if (value instanceof ZonedDateTime zoned) {
      return zoned.toLocalDateTime();
    } else if (value instanceof OffsetDateTime offset) {
      return offset.toLocalDateTime();
    } else if (value instanceof LocalDate || value instanceof Date) {
      return localDate(value).atStartOfDay();
    } else if (value instanceof CharSequence text) {
      return LocalDateTime.parse(text.toString().replace(' ', 'T'));
    }
    return LocalDateTime.ofInstant(instant(value, ZoneId.systemDefault()), ZoneId.systemDefault());
  }

  private static Instant instant(Object value, ZoneId zone) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    } else if (value instanceof Instant instant) {
      return instant;
    } else if (value instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    } else if (value instanceof OffsetDateTime offset) {
      return offset.toInstant();
    } else if (value instanceof Date || value instanceof LocalDate) {
      return localDate(value).atStartOfDay(zone).toInstant();
    } else if (value instanceof java.util.Date date) {
      return date.toInstant();
    } else if (value instanceof LocalDateTime || value instanceof CharSequence) {
      return localDateTime(value).atZone(zone).toInstant();
    }
    throw new IllegalArgumentException("not a point in time");
  }

  private static void writeOther(FieldVector vector, Object value) {
    if (vector instanceof VarCharVector v) {
      v.setSafe(0, text(value).getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof BitVector v) {
      v.setSafe(0, bool(value) ? 1 : 0);
    } else if (vector instanceof VarBinaryVector v) {
      v.setSafe(
          0, value instanceof byte[] bytes ? bytes : text(value).getBytes(StandardCharsets.UTF_8));
    } else {
      throw new IllegalArgumentException("no way to write this type");
    }
  }

  private static String text(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  private static boolean bool(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    } else if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    String text = value.toString().trim();
    if (text.equalsIgnoreCase("true")) {
      return true;
    } else if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  /** What {@code setObject} with a type asks for: the value as the type's own Java class. */
  static @Nullable Object as(@Nullable Object value, int jdbcType) throws SQLException {
    if (value == null) {
      return null;
    }
    try {
      return switch (jdbcType) {
        case Types.BOOLEAN, Types.BIT -> bool(value);
        case Types.TINYINT -> decimal(value).byteValueExact();
        case Types.SMALLINT -> decimal(value).shortValueExact();
        case Types.INTEGER -> decimal(value).intValueExact();
        case Types.BIGINT -> decimal(value).longValueExact();
        case Types.REAL -> (float) floating(value);
        case Types.FLOAT, Types.DOUBLE -> floating(value);
        case Types.DECIMAL, Types.NUMERIC ->
            value instanceof BigInteger whole ? new BigDecimal(whole) : decimal(value);
        case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR ->
            text(value);
        case Types.DATE -> localDate(value);
        case Types.TIME -> localTime(value);
        case Types.TIMESTAMP_WITH_TIMEZONE -> instant(value, ZoneId.systemDefault());
        default -> value;
      };
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new SQLException(
          "Value '" + value + "' cannot be converted to JDBC type " + jdbcType, "22018", e);
    }
  }
}
