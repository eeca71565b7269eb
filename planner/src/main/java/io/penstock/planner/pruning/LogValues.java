package io.penstock.planner.pruning;

import io.penstock.planner.pruning.IndexedColumn.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as logs have them. What is not written exactly as Delta's protocol says is unknown,
 * that is null; and so is what some writers are known to write inexactly.
 */
final class LogValues {
  /** Of any time zone against UTC. */
  static final long MAX_OFFSET_MICROS = TimeUnit.HOURS.toMicros(18);

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("-?\\d{1,60}(\\.\\d{1,60})?([eE][+-]?\\d{1,3})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern LOCAL =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");
  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}:\\d{2})");

  /** Strings of this length may be the beginning of a longer one. */
  private static final int MAYBE_CUT = 16;

  /** Before it, calendars differ from writer to writer. */
  private static final long FIRST_SURE_DAY = LocalDate.of(1600, 1, 1).toEpochDay();

  /** Before it, some offsets had seconds, which the statistics leave out. */
  private static final long WHOLE_MINUTES =
      TimeUnit.DAYS.toMicros(LocalDate.of(1973, 1, 1).toEpochDay());

  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  private LogValues() {}

  /** What a kind of column is compared as; null if it has no order here. */
  static @Nullable Domain domain(Kind kind) {
    return switch (kind) {
      case INTEGER, DECIMAL -> Domain.NUMBER;
      case FLOATING -> Domain.DOUBLE;
      case STRING -> Domain.TEXT;
      case DATE -> Domain.DATE;
      case TIMESTAMP -> Domain.INSTANT;
      case TIMESTAMP_NTZ -> Domain.LOCAL;
      case BOOLEAN -> Domain.BOOLEAN;
      case OTHER -> null;
    };
  }

  /**
   * A value that is not above any of a file's.
   *
   * @param text of the JSON value
   * @param quoted whether it is a JSON string
   */
  static @Nullable Object low(Kind kind, String text, boolean quoted) {
    return bound(kind, text, quoted, false);
  }

  /** A value that is not below any of a file's. */
  static @Nullable Object high(Kind kind, String text, boolean quoted) {
    return bound(kind, text, quoted, true);
  }

  private static @Nullable Object bound(Kind kind, String text, boolean quoted, boolean high) {
    boolean string =
        kind == Kind.STRING
            || kind == Kind.DATE
            || kind == Kind.TIMESTAMP
            || kind == Kind.TIMESTAMP_NTZ;
    if (string != quoted) {
      return null;
    }
    return switch (kind) {
      case INTEGER -> integer(text);
      case DECIMAL -> decimalBound(text, high);
      case FLOATING -> floatingBound(text, high);
      case STRING -> stringBound(text, high);
      case DATE -> date(text);
      case TIMESTAMP -> truncatedBound(instant(text), high);
      case TIMESTAMP_NTZ -> truncatedBound(text.indexOf('T') > 0 ? local(text) : null, high);
      case BOOLEAN -> bool(text);
      case OTHER -> null;
    };
  }

  /**
   * A partition's value.
   *
   * @return null if it is not certain
   */
  static @Nullable Object partitionValue(Kind kind, String text) {
    return switch (kind) {
      case INTEGER -> integer(text);
      case DECIMAL -> decimal(text);
      case STRING -> Text.isWellFormed(text) ? Text.of(text) : null;
      case DATE -> date(text);
      case TIMESTAMP -> instant(text);
      case TIMESTAMP_NTZ -> local(text);
      case BOOLEAN -> bool(text);
      case FLOATING, OTHER -> null;
    };
  }

  private static @Nullable Object integer(String text) {
    return INTEGER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static @Nullable BigDecimal decimal(String text) {
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** Some writers pass decimals through a double. */
  private static @Nullable Object decimalBound(String text, boolean high) {
    BigDecimal value = decimal(text);
    if (value == null) {
      return null;
    }
    BigDecimal error = new BigDecimal(Math.ulp(value.doubleValue()));
    return value.precision() <= 15 ? value : high ? value.add(error) : value.subtract(error);
  }

  /** The shortest text of a float is not the text of the double that it is. */
  private static @Nullable Object floatingBound(String text, boolean high) {
    BigDecimal value = decimal(text);
    if (value == null) {
      return null;
    }
    double wide = Double.parseDouble(text);
    double narrow = Float.parseFloat(text);
    // adding zero makes negative zero positive
    return (high ? Math.max(wide, narrow) : Math.min(wide, narrow)) + 0.0;
  }

  /** A greatest string that was cut is, from some writers, below what it was. */
  private static @Nullable Object stringBound(String text, boolean high) {
    if (!Text.isWellFormed(text)) {
      return null;
    }
    boolean cut = text.codePointCount(0, text.length()) >= MAYBE_CUT;
    return high && cut ? Text.endOf(text) : Text.of(text);
  }

  static @Nullable Long date(String text) {
    if (!DATE.matcher(text).matches()) {
      return null;
    }
    try {
      return sure(LocalDate.parse(text).toEpochDay());
    } catch (DateTimeException e) {
      // No such day: then it says nothing.
      return null;
    }
  }

  private static @Nullable Long sure(long day) {
    return day < FIRST_SURE_DAY ? null : day;
  }

  /** Microseconds of a date and time without zone. */
  static @Nullable Long local(String text) {
    if (!LOCAL.matcher(text).matches()) {
      return null;
    }
    try {
      return micros(LocalDateTime.parse(text.replace(' ', 'T')));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Long instant(String text) {
    if (!INSTANT.matcher(text).matches()) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return micros(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Long micros(LocalDateTime time) {
    if (sure(time.toLocalDate().toEpochDay()) == null) {
      return null;
    }
    return ChronoUnit.MICROS.between(EPOCH, time);
  }

  /** The statistics' timestamps are cut to milliseconds. */
  private static @Nullable Object truncatedBound(@Nullable Long micros, boolean high) {
    if (micros == null) {
      return null;
    }
    long error = micros < WHOLE_MINUTES ? TimeUnit.MINUTES.toMicros(1) : 0;
    return high ? micros + error + TimeUnit.MILLISECONDS.toMicros(1) : micros - error;
  }

  private static @Nullable Object bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }
}
