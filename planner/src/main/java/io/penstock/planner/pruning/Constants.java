package io.penstock.planner.pruning;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Values of expressions without columns, where they are sure to be what Spark makes of them. */
final class Constants {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,9}");
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private Constants() {}

  /** The expression's value; null if it is not sure. */
  static @Nullable Constant of(RexNode node) {
    try {
      if (node instanceof RexLiteral literal) {
        return literal(literal);
      }
      if (!(node instanceof RexCall call)) {
        return null;
      }
      return switch (call.getKind()) {
        case CAST -> {
          Constant value = of(call.getOperands().get(0));
          yield value == null ? null : cast(value, call.getType());
        }
        case MINUS_PREFIX -> negative(of(call.getOperands().get(0)));
        case PLUS, MINUS -> shiftedDate(call);
        default -> null;
      };
    } catch (ArithmeticException | DateTimeException e) {
      // Out of range here; what Spark says to it, it will say itself.
      return null;
    }
  }

  private static @Nullable Constant literal(RexLiteral literal) {
    if (literal.isNull()) {
      return Constant.NULL;
    }
    return switch (literal.getType().getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> {
        BigDecimal number = literal.getValueAs(BigDecimal.class);
        yield number == null ? null : Constant.of(Domain.NUMBER, number);
      }
      case DOUBLE -> {
        Double number = literal.getValueAs(Double.class);
        yield number == null || number.isNaN() ? null : Constant.of(number);
      }
      case CHAR, VARCHAR -> {
        String text = literal.getValueAs(String.class);
        yield text == null || !Text.isWellFormed(text)
            ? null
            : Constant.of(Domain.TEXT, Text.of(text));
      }
      case BOOLEAN -> {
        Boolean value = literal.getValueAs(Boolean.class);
        yield value == null ? null : Constant.of(Domain.BOOLEAN, value);
      }
      case DATE -> {
        DateString date = literal.getValueAs(DateString.class);
        yield date == null
            ? null
            : Constant.of(Domain.DATE, LocalDate.parse(date.toString()).toEpochDay());
      }
      case TIMESTAMP -> {
        TimestampString time = literal.getValueAs(TimestampString.class);
        yield time == null ? null : local(time.toString());
      }
      default -> null;
    };
  }

  private static @Nullable Constant negative(@Nullable Constant value) {
    if (value == null || value.low() == null) {
      return value;
    }
    if (value.low() instanceof BigDecimal number) {
      return Constant.of(Domain.NUMBER, number.negate());
    }
    return value.low() instanceof Double number ? Constant.of(-number) : null;
  }

  /** A date and an interval of whole days or months. */
  private static @Nullable Constant shiftedDate(RexCall call) {
    List<RexNode> operands = call.getOperands();
    if (call.getType().getSqlTypeName() != SqlTypeName.DATE
        || operands.size() != 2
        || !(operands.get(1) instanceof RexLiteral interval)
        || interval.isNull()) {
      return null;
    }
    Constant date = of(operands.get(0));
    BigDecimal amount = interval.getValueAs(BigDecimal.class);
    if (date == null || !(date.low() instanceof Long day) || amount == null) {
      return null;
    }
    if (date.domain() != Domain.DATE) {
      return null;
    }
    long sign = call.getKind() == SqlKind.MINUS ? -1 : 1;
    LocalDate start = LocalDate.ofEpochDay(day);
    SqlTypeName unit = interval.getType().getSqlTypeName();
    if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(unit)) {
      LocalDate shifted = start.plusMonths(sign * amount.longValueExact());
      return Constant.of(Domain.DATE, shifted.toEpochDay());
    }
    long millis = amount.longValueExact();
    return unit == SqlTypeName.INTERVAL_DAY && millis % DAY_MILLIS == 0
        ? Constant.of(Domain.DATE, day + sign * (millis / DAY_MILLIS))
        : null;
  }

  private static @Nullable Constant cast(Constant value, RelDataType type) {
    if (value.isNull()) {
      return value;
    }
    Object low = value.low();
    return switch (type.getSqlTypeName()) {
      case CHAR, VARCHAR -> value.domain() == Domain.TEXT ? value : null;
      case BOOLEAN -> value.domain() == Domain.BOOLEAN ? value : null;
      case DATE -> toDate(value);
      case TIMESTAMP -> toLocal(value);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> toInstant(value);
      case DOUBLE ->
          low instanceof BigDecimal number
              ? Constant.of(number.doubleValue())
              : value.domain() == Domain.DOUBLE ? value : null;
      case DECIMAL ->
          low instanceof BigDecimal number && fits(number, type.getPrecision(), type.getScale())
              ? value
              : null;
      case INTEGER, BIGINT -> integer(low, type.getSqlTypeName() == SqlTypeName.BIGINT ? 64 : 32);
      default -> null;
    };
  }

  private static boolean fits(BigDecimal number, int precision, int scale) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() <= scale
        && shortest.precision() - shortest.scale() <= precision - scale;
  }

  private static @Nullable Constant integer(@Nullable Object value, int bits) {
    if (value instanceof Text text) {
      return WHOLE_NUMBER.matcher(text.toString()).matches()
          ? Constant.of(Domain.NUMBER, new BigDecimal(text.toString()))
          : null;
    }
    if (value instanceof BigDecimal number) {
      BigInteger whole = number.toBigIntegerExact();
      return whole.bitLength() < bits ? Constant.of(Domain.NUMBER, number) : null;
    }
    return null;
  }

  /** A date, or text that is one. */
  static @Nullable Constant toDate(Constant value) {
    if (value.low() instanceof Text text) {
      Long day = LogValues.date(text.toString());
      return day == null ? null : Constant.of(Domain.DATE, day);
    }
    return value.domain() == Domain.DATE ? value : null;
  }

  /** A date and time without zone, a date, or text that is one of them. */
  static @Nullable Constant toLocal(Constant value) {
    if (value.domain() == Domain.LOCAL) {
      return value;
    }
    if (value.low() instanceof Text text) {
      Constant time = local(text.toString());
      if (time != null) {
        return time;
      }
    }
    Constant date = toDate(value);
    return date != null && date.low() instanceof Long day
        ? Constant.of(Domain.LOCAL, Constant.midnight(day))
        : null;
  }

  /** A point in time, a date, or text without a zone that is one of them. */
  static @Nullable Constant toInstant(Constant value) {
    if (value.domain() == Domain.INSTANT) {
      return value;
    }
    Constant local = value.domain() == Domain.LOCAL ? null : toLocal(value);
    return local != null && local.low() instanceof Long micros ? Constant.instant(micros) : null;
  }

  private static @Nullable Constant local(String text) {
    Long micros = LogValues.local(text);
    return micros == null ? null : Constant.of(Domain.LOCAL, micros);
  }
}
