package io.penstock.planner.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Reads types as Spark writes them: {@code decimal(10,2)}, {@code array<struct<a:int>>}, {@code
 * interval day to second}, and lists of columns as {@code a INT NOT NULL, b STRING}. What is inside
 * a type may be NULL unless it says otherwise; the type itself may not. One use each.
 */
public final class SparkTypeParser {
  private static final int MAX_DEPTH = 100;

  private final String text;
  private final RelDataTypeFactory factory;
  private final Function<String, @Nullable RelDataType> references;
  private int at;
  private int depth;

  private SparkTypeParser(
      String text, RelDataTypeFactory factory, Function<String, @Nullable RelDataType> references) {
    this.text = text;
    this.factory = factory;
    this.references = references;
  }

  /** The type of this text; empty if it is none or none that can be planned. */
  public static Optional<RelDataType> parse(String text, RelDataTypeFactory factory) {
    return parse(text, factory, name -> null);
  }

  /**
   * The type of a text in which words that begin with {@code $} or {@code @} stand for other types.
   */
  public static Optional<RelDataType> parse(
      String text, RelDataTypeFactory factory, Function<String, @Nullable RelDataType> references) {
    SparkTypeParser parser = new SparkTypeParser(text, factory, references);
    try {
      RelDataType type = parser.type();
      return parser.isAtEnd() ? Optional.of(type) : Optional.empty();
    } catch (NotAType e) {
      return Optional.empty();
    }
  }

  /** The struct of columns {@code a INT, b STRING}, or the type, if the text is one. */
  public static Optional<RelDataType> parseSchema(String text, RelDataTypeFactory factory) {
    Optional<RelDataType> type = parse(text, factory);
    if (type.isPresent()) {
      return type;
    }
    SparkTypeParser parser = new SparkTypeParser(text, factory, name -> null);
    try {
      RelDataType struct = parser.fields();
      return parser.isAtEnd() ? Optional.of(struct) : Optional.empty();
    } catch (NotAType e) {
      return Optional.empty();
    }
  }

  /**
   * A type that has a name of one word and perhaps numbers in brackets; empty if there is none.
   *
   * @param arguments precision and scale, or a length
   */
  public static Optional<RelDataType> named(
      String name, List<Integer> arguments, RelDataTypeFactory factory) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "VOID" -> plain(SqlTypeName.NULL, arguments, factory);
      case "BOOLEAN" -> plain(SqlTypeName.BOOLEAN, arguments, factory);
      case "TINYINT", "BYTE" -> plain(SqlTypeName.TINYINT, arguments, factory);
      case "SMALLINT", "SHORT" -> plain(SqlTypeName.SMALLINT, arguments, factory);
      case "INT", "INTEGER" -> plain(SqlTypeName.INTEGER, arguments, factory);
      case "BIGINT", "LONG" -> plain(SqlTypeName.BIGINT, arguments, factory);
      case "FLOAT", "REAL" -> plain(SqlTypeName.REAL, arguments, factory);
      case "DOUBLE" -> plain(SqlTypeName.DOUBLE, arguments, factory);
      case "DATE" -> plain(SqlTypeName.DATE, arguments, factory);
      case "TIMESTAMP", "TIMESTAMP_LTZ" ->
          plain(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, arguments, factory);
      case "TIMESTAMP_NTZ" -> plain(SqlTypeName.TIMESTAMP, arguments, factory);
      case "BINARY" -> plain(SqlTypeName.VARBINARY, arguments, factory);
      case "VARIANT" -> plain(SqlTypeName.VARIANT, arguments, factory);
      case "INTERVAL" -> plain(SparkTypes.CALENDAR_INTERVAL, arguments, factory);
      case "STRING" -> plain(SqlTypeName.VARCHAR, arguments, factory);
      case "CHAR", "CHARACTER", "VARCHAR" ->
          arguments.size() == 1 && arguments.get(0) > 0
              ? Optional.of(factory.createSqlType(SqlTypeName.VARCHAR))
              : Optional.empty();
      case "TIME" -> time(arguments, factory);
      case "DECIMAL", "DEC", "NUMERIC" -> decimal(arguments, factory);
      default -> Optional.empty();
    };
  }

  private static Optional<RelDataType> plain(
      SqlTypeName type, List<Integer> arguments, RelDataTypeFactory factory) {
    return arguments.isEmpty() ? Optional.of(factory.createSqlType(type)) : Optional.empty();
  }

  private static Optional<RelDataType> time(List<Integer> arguments, RelDataTypeFactory factory) {
    int precision = arguments.isEmpty() ? SparkTypeSystem.FRACTION_DIGITS : arguments.get(0);
    return arguments.size() > 1 || precision > SparkTypeSystem.FRACTION_DIGITS
        ? Optional.empty()
        : Optional.of(factory.createSqlType(SqlTypeName.TIME, precision));
  }

  private static Optional<RelDataType> decimal(
      List<Integer> arguments, RelDataTypeFactory factory) {
    int precision = arguments.isEmpty() ? 10 : arguments.get(0);
    int scale = arguments.size() < 2 ? 0 : arguments.get(1);
    return arguments.size() > 2
            || precision < 1
            || precision > DecimalRules.MAX_PRECISION
            || scale > precision
        ? Optional.empty()
        : Optional.of(factory.createSqlType(SqlTypeName.DECIMAL, precision, scale));
  }

  private static final class NotAType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAType() {
      super(null, null, false, false);
    }
  }

  private RelDataType type() {
    if (++depth > MAX_DEPTH) {
      throw new NotAType();
    }
    String word = word();
    RelDataType type =
        word.startsWith("$") || word.startsWith("@")
            ? known(references.apply(word))
            : switch (word.toUpperCase(Locale.ROOT)) {
              case "ARRAY" -> array();
              case "MAP" -> map();
              case "STRUCT" -> struct();
              case "INTERVAL" -> interval();
              default -> simple(word);
            };
    depth--;
    return type;
  }

  private RelDataType simple(String word) {
    List<Integer> arguments = new ArrayList<>();
    if (take('(')) {
      do {
        arguments.add(number());
      } while (take(','));
      expect(')');
    }
    RelDataType type = named(word, arguments, factory).orElseThrow(NotAType::new);
    if (word.equalsIgnoreCase("STRING") && takeWord("COLLATE")) {
      word();
    }
    return type;
  }

  private RelDataType array() {
    expect('<');
    RelDataType element = type();
    expect('>');
    return factory.createArrayType(nullable(element), -1);
  }

  private RelDataType map() {
    expect('<');
    RelDataType key = type();
    expect(',');
    RelDataType value = type();
    expect('>');
    return factory.createMapType(key, nullable(value));
  }

  private RelDataType struct() {
    expect('<');
    if (take('>')) {
      return factory.builder().build();
    }
    RelDataType struct = fields();
    expect('>');
    return struct;
  }

  private RelDataType fields() {
    RelDataTypeFactory.Builder struct = factory.builder();
    do {
      String name = word();
      take(':');
      RelDataType type = type();
      boolean required = takeWord("NOT");
      if (required && !takeWord("NULL")) {
        throw new NotAType();
      }
      if (takeWord("COMMENT")) {
        comment();
      }
      struct.add(name, required ? type : nullable(type));
    } while (take(','));
    return struct.build();
  }

  private void comment() {
    skipBlanks();
    char quote = at < text.length() ? text.charAt(at) : 0;
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw new NotAType();
    }
    at = end + 1;
  }

  private RelDataType interval() {
    Optional<TimeUnit> from = unit();
    if (from.isEmpty()) {
      return factory.createSqlType(SparkTypes.CALENDAR_INTERVAL);
    }
    TimeUnit to = takeWord("TO") ? unit().orElseThrow(NotAType::new) : from.get();
    if (to.compareTo(from.get()) < 0
        || (from.get() == TimeUnit.MONTH || from.get() == TimeUnit.YEAR)
            != (to == TimeUnit.MONTH || to == TimeUnit.YEAR)) {
      throw new NotAType();
    }
    return SparkTypes.interval(factory, from.get(), to);
  }

  private Optional<TimeUnit> unit() {
    for (TimeUnit unit : SparkTypes.INTERVAL_UNITS) {
      if (takeWord(unit.name())) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  private RelDataType nullable(RelDataType type) {
    return factory.createTypeWithNullability(type, true);
  }

  private static RelDataType known(@Nullable RelDataType type) {
    if (type == null) {
      throw new NotAType();
    }
    return type;
  }

  private int number() {
    String digits = word();
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.length() > 4) {
      throw new NotAType();
    }
    return Integer.parseInt(digits);
  }

  /** A name, a number or a reference. */
  private String word() {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '`') {
      int end = text.indexOf('`', at + 1);
      if (end < 0 || text.startsWith("``", end)) {
        throw new NotAType();
      }
      String name = text.substring(at + 1, end);
      at = end + 1;
      return name;
    }
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new NotAType();
    }
    return text.substring(start, at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_$@*.|".indexOf(c) >= 0;
  }

  private boolean takeWord(String wanted) {
    skipBlanks();
    int end = at + wanted.length();
    boolean found =
        text.regionMatches(true, at, wanted, 0, wanted.length())
            && (end == text.length() || !isWord(text.charAt(end)));
    at = found ? end : at;
    return found;
  }

  private boolean take(char wanted) {
    skipBlanks();
    boolean found = at < text.length() && text.charAt(at) == wanted;
    at = found ? at + 1 : at;
    return found;
  }

  private void expect(char wanted) {
    if (!take(wanted)) {
      throw new NotAType();
    }
  }

  private boolean isAtEnd() {
    skipBlanks();
    return at == text.length();
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
