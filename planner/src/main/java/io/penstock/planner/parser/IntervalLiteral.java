package io.penstock.planner.parser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of an interval and makes the standard's literal of them: months alone, or
 * microseconds alone, over the fields that the author named. Not thread-safe.
 */
final class IntervalLiteral {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final int MAX_DIGITS = 9;
  private static final int FRACTION_DIGITS = 6;

  /** A unit's field, and how many months or microseconds it has. */
  private record Unit(TimeUnit field, long size) {
    boolean isMonths() {
      return field == TimeUnit.YEAR || field == TimeUnit.MONTH;
    }
  }

  private static final Map<String, Unit> UNITS =
      Map.of(
          "YEAR", new Unit(TimeUnit.YEAR, 12),
          "MONTH", new Unit(TimeUnit.MONTH, 1),
          "WEEK", new Unit(TimeUnit.DAY, 7 * 86_400L * MICROS_PER_SECOND),
          "DAY", new Unit(TimeUnit.DAY, 86_400L * MICROS_PER_SECOND),
          "HOUR", new Unit(TimeUnit.HOUR, 3_600L * MICROS_PER_SECOND),
          "MINUTE", new Unit(TimeUnit.MINUTE, 60L * MICROS_PER_SECOND),
          "SECOND", new Unit(TimeUnit.SECOND, MICROS_PER_SECOND),
          "MILLISECOND", new Unit(TimeUnit.SECOND, 1_000L),
          "MICROSECOND", new Unit(TimeUnit.SECOND, 1L));

  private static final List<String> FIELDS = List.of("DAY", "HOUR", "MINUTE", "SECOND");

  /** How many digits Spark takes for the first of the fields. */
  private static final List<Integer> LEADING_DIGITS = List.of(9, 10, 12, 13);

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,9})?");
  private static final Pattern YEARS_AND_MONTHS = Pattern.compile("([+-]?)(\\d{1,9})-(\\d{1,2})");
  private static final Pattern SIGN = Pattern.compile("\\s*([+-]?)(.*?)\\s*", Pattern.DOTALL);

  private static final Pattern BEHIND_SIGN = Pattern.compile("^([+-])\\s+");

  private static final String HOURS = "([01]?\\d|2[0-3])";
  private static final String SIXTIETHS = "[0-5]?\\d";

  private final EnumSet<TimeUnit> fields = EnumSet.noneOf(TimeUnit.class);
  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal micros = BigDecimal.ZERO;
  private boolean understood = true;

  /** Whether a word in upper case names a unit of intervals. */
  static boolean isUnit(String word) {
    return UNITS.containsKey(singular(word)) || singular(word).equals("NANOSECOND");
  }

  private static String singular(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
  }

  /** A text such as {@code 1 day -2 hours}. */
  void text(String value) {
    String[] words = value.strip().split("\\s+");
    int start = words[0].equalsIgnoreCase("interval") ? 1 : 0;
    understood &= words.length > start && (words.length - start) % 2 == 0;
    for (int i = start; understood && i < words.length; i += 2) {
      part(words[i], false, words[i + 1], null);
    }
  }

  /**
   * @param to the last of the fields that the quantity covers, beginning with {@code unit}
   */
  void part(String quantity, boolean negative, String unit, @Nullable String to) {
    if (to != null) {
      understood &= fields.isEmpty();
      range(quantity, negative, singular(unit), singular(to));
      return;
    }
    Unit known = UNITS.get(singular(unit));
    String number = BEHIND_SIGN.matcher(quantity.strip()).replaceFirst("$1");
    if (known == null || !NUMBER.matcher(number).matches()) {
      understood = false;
      return;
    }
    BigDecimal value = new BigDecimal(number);
    // Only seconds have fractions.
    understood &= value.scale() == 0 || singular(unit).equals("SECOND");
    add(known, negative ? value.negate() : value);
  }

  private void add(Unit unit, BigDecimal value) {
    fields.add(unit.field());
    // Spark drops what is less than a microsecond.
    BigDecimal amount =
        value.multiply(BigDecimal.valueOf(unit.size())).setScale(0, RoundingMode.DOWN);
    if (unit.isMonths()) {
      months = months.add(amount);
    } else {
      micros = micros.add(amount);
    }
  }

  /** {@code 1-2} of YEAR TO MONTH, {@code 1 02:03:04.5} of DAY TO SECOND. */
  private void range(String quantity, boolean negative, String from, String to) {
    Matcher signed = SIGN.matcher(quantity);
    if (!signed.matches()) {
      understood = false;
      return;
    }
    boolean minus = negative ^ signed.group(1).equals("-");
    String value = signed.group(2);
    if (from.equals("YEAR") && to.equals("MONTH")) {
      Matcher both = YEARS_AND_MONTHS.matcher(value);
      understood &= both.matches() && Integer.parseInt(both.group(3)) < 12;
      if (understood) {
        addSigned("YEAR", both.group(2), minus);
        addSigned("MONTH", both.group(3), minus);
      }
      return;
    }
    int first = FIELDS.indexOf(from);
    int last = FIELDS.indexOf(to);
    String[] parts = value.split("[ :]");
    understood &=
        first >= 0
            && last > first
            && parts.length == last - first + 1
            && value.matches(pattern(first, last));
    for (int i = 0; understood && i < parts.length; i++) {
      addSigned(FIELDS.get(first + i), toMicros(parts[i]), minus);
    }
  }

  /** Spark drops what is less than a microsecond. */
  private static String toMicros(String number) {
    int end = number.indexOf('.') + 1 + FRACTION_DIGITS;
    return number.indexOf('.') < 0 || number.length() <= end ? number : number.substring(0, end);
  }

  private static String pattern(int first, int last) {
    StringBuilder pattern = new StringBuilder("\\d{1," + LEADING_DIGITS.get(first) + "}");
    for (int field = first + 1; field <= last; field++) {
      pattern.append(field == 1 ? " " : ":").append(field == 1 ? HOURS : SIXTIETHS);
    }
    return last == FIELDS.size() - 1 ? pattern + "(\\.\\d{1,9})?" : pattern.toString();
  }

  private void addSigned(String unit, String number, boolean minus) {
    BigDecimal value = new BigDecimal(number);
    add(Objects.requireNonNull(UNITS.get(unit)), minus ? value.negate() : value);
  }

  /**
   * The literal, or a cast of its text where Calcite would not keep all of it; null if it is none
   * of Spark's, mixes months with days, or is too long.
   */
  @Nullable SqlNode literal(SqlParserPos at) {
    if (!understood || fields.isEmpty()) {
      return null;
    }
    TimeUnit first = fields.iterator().next();
    TimeUnit last = first;
    for (TimeUnit field : fields) {
      last = field;
    }
    boolean ofMonths = first == TimeUnit.YEAR || first == TimeUnit.MONTH;
    boolean lastOfMonths = last == TimeUnit.YEAR || last == TimeUnit.MONTH;
    if (ofMonths != lastOfMonths) {
      return null;
    }
    BigDecimal total = ofMonths ? months : micros;
    long least = ofMonths ? Integer.MIN_VALUE : Long.MIN_VALUE;
    // There is one more below zero than above it.
    if (total.compareTo(BigDecimal.valueOf(least)) < 0
        || total.compareTo(BigDecimal.valueOf(-(least + 1))) > 0) {
      return null;
    }
    long amount = total.longValueExact();
    String value = ofMonths ? monthsText(amount, first, last) : microsText(amount, first, last);
    int digits = value.split("[^0-9]", 2)[0].length();
    // Of days and their parts Calcite keeps milliseconds only.
    boolean kept = amount != least && (ofMonths || amount % 1_000 == 0);
    if (!kept || digits > MAX_DIGITS) {
      String type = "INTERVAL " + first + (first == last ? "" : " TO " + last);
      String text = total.signum() < 0 ? "-" + value : value;
      return DateLiterals.cast(text, new ParsedTypeName(type, at), at);
    }
    // Calcite takes two digits unless told how many there are.
    SqlIntervalQualifier qualifier =
        new SqlIntervalQualifier(
            first,
            digits > 2 ? digits : RelDataType.PRECISION_NOT_SPECIFIED,
            last == first ? null : last,
            RelDataType.PRECISION_NOT_SPECIFIED,
            at);
    return SqlLiteral.createInterval(total.signum() < 0 ? -1 : 1, value, qualifier, at);
  }

  private static String monthsText(long months, TimeUnit first, TimeUnit last) {
    if (first == last) {
      return Long.toString(Math.abs(first == TimeUnit.YEAR ? months / 12 : months));
    }
    return Math.abs(months / 12) + "-" + Math.abs(months % 12);
  }

  private static String microsText(long micros, TimeUnit first, TimeUnit last) {
    StringBuilder text = new StringBuilder();
    long rest = micros;
    for (int i = FIELDS.indexOf(first.name()); i <= FIELDS.indexOf(last.name()); i++) {
      long size = Objects.requireNonNull(UNITS.get(FIELDS.get(i))).size();
      boolean leading = text.length() == 0;
      text.append(leading ? "" : i == 1 ? " " : ":");
      text.append(leading ? Long.toString(Math.abs(rest / size)) : twoDigits(rest / size));
      rest %= size;
    }
    if (rest != 0) {
      String fraction = String.format(Locale.ROOT, "%0" + FRACTION_DIGITS + "d", Math.abs(rest));
      text.append('.').append(fraction);
    }
    return text.toString();
  }

  private static String twoDigits(long value) {
    return String.format(Locale.ROOT, "%02d", Math.abs(value));
  }
}
