package io.penstock.planner.functions;

import io.penstock.planner.types.DecimalRules;
import io.penstock.planner.types.DecimalRules.Decimal;
import io.penstock.planner.types.SparkTypeParser;
import io.penstock.planner.types.SparkTypeSystem;
import io.penstock.planner.types.SparkTypes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Result types that are computed: from precisions, from literals, from names. */
final class TypeRules {
  /** By the name under which signatures refer to them. */
  static final Map<String, SqlReturnTypeInference> ALL =
      Map.ofEntries(
          Map.entry(
              "@sum",
              call ->
                  SparkTypeSystem.INSTANCE.deriveSumType(
                      call.getTypeFactory(), call.getOperandType(0))),
          Map.entry(
              "@avg",
              call ->
                  SparkTypeSystem.INSTANCE.deriveAvgAggType(
                      call.getTypeFactory(), call.getOperandType(0))),
          Map.entry(
              "@avg_second",
              call ->
                  SparkTypeSystem.INSTANCE.deriveAvgAggType(
                      call.getTypeFactory(),
                      call.getOperandType(Math.min(1, call.getOperandCount() - 1)))),
          Map.entry("@plus", ArithmeticTypes.PLUS),
          Map.entry("@minus", ArithmeticTypes.MINUS),
          Map.entry("@times", ArithmeticTypes.TIMES),
          Map.entry("@divide", ArithmeticTypes.DIVIDE),
          Map.entry("@remainder", ArithmeticTypes.REMAINDER),
          Map.entry("@number", TypeRules::number),
          Map.entry("@round", TypeRules::round),
          Map.entry("@integer_part", TypeRules::integerPart),
          Map.entry("@date_part", TypeRules::datePart),
          Map.entry("@to_number", TypeRules::byFormat),
          Map.entry("@schema", call -> named(call, 1)),
          Map.entry("@type", call -> named(call, 2)),
          Map.entry("@concat", CollectionTypes.CONCATENATION),
          Map.entry("@elt", CollectionTypes.CHOSEN),
          Map.entry("@pad", CollectionTypes.PADDED),
          Map.entry("@decode", CollectionTypes.DECODED),
          Map.entry("@arrays", CollectionTypes.BOTH_ARRAYS),
          Map.entry("@array_and_element", CollectionTypes.ARRAY_AND_ELEMENT),
          Map.entry("@map", CollectionTypes.MAP),
          Map.entry("@struct", CollectionTypes.STRUCT),
          Map.entry("@named_struct", CollectionTypes.NAMED_STRUCT),
          Map.entry("@arrays_zip", CollectionTypes.ZIPPED));

  /** The fields of a date, time or interval by all the names that they have. */
  private static final Map<String, String> FIELDS =
      Stream.of(
              "year y years yr yrs",
              "yearofweek",
              "quarter qtr",
              "month mon mons months",
              "week w weeks",
              "day d days",
              "dayofweek dow",
              "dayofweek_iso dow_iso",
              "doy",
              "hour h hours hr hrs",
              "minute m min mins minutes",
              "second s sec seconds secs")
          .map(names -> names.split(" ", -1))
          .collect(
              HashMap::new,
              (fields, names) -> Stream.of(names).forEach(name -> fields.put(name, names[0])),
              HashMap::putAll);

  private TypeRules() {}

  static @Nullable RelDataType apply(String name, SqlOperatorBinding call) {
    SqlReturnTypeInference rule = ALL.get(name);
    if (rule == null) {
      throw new IllegalArgumentException("no rule " + name);
    }
    return rule.inferReturnType(call);
  }

  /** abs, negative: numbers and intervals as they are, strings and NULL as DOUBLE. */
  private static RelDataType number(SqlOperatorBinding call) {
    RelDataType type = call.getOperandType(0);
    return SparkTypes.isString(type) || SparkTypes.isNull(type)
        ? create(call, SqlTypeName.DOUBLE)
        : type;
  }

  private static @Nullable RelDataType round(SqlOperatorBinding call) {
    RelDataType type = call.getOperandType(0);
    if (SparkTypes.isString(type) || SparkTypes.isNull(type)) {
      return create(call, SqlTypeName.DOUBLE);
    }
    if (type.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return type;
    }
    return rounded(call, SparkTypes.decimal(type));
  }

  private static @Nullable RelDataType rounded(SqlOperatorBinding call, Decimal decimal) {
    if (call.getOperandCount() == 1) {
      return decimal(call, DecimalRules.round(decimal, 0));
    }
    // Without the number of digits the type is unknown.
    return Arguments.number(call, 1)
        .filter(digits -> digits.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::intValue)
        .map(digits -> decimal(call, DecimalRules.round(decimal, digits)))
        .orElse(null);
  }

  /** ceil and floor: a whole number, or with digits a decimal. */
  private static @Nullable RelDataType integerPart(SqlOperatorBinding call) {
    RelDataType type = call.getOperandType(0);
    boolean decimal = type.getSqlTypeName() == SqlTypeName.DECIMAL;
    if (call.getOperandCount() == 1) {
      return decimal
          ? decimal(call, DecimalRules.integerPart(SparkTypes.decimal(type)))
          : create(call, SqlTypeName.BIGINT);
    }
    return switch (TypeKind.of(type)) {
      case TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> rounded(call, SparkTypes.decimal(type));
      case FLOAT -> rounded(call, new Decimal(14, 7));
      case DOUBLE -> rounded(call, new Decimal(30, 15));
      case STRING, VOID -> rounded(call, new Decimal(38, 18));
      default -> null;
    };
  }

  /** A field of a date, time or interval: whole numbers, but seconds with their fraction. */
  private static @Nullable RelDataType datePart(SqlOperatorBinding call) {
    String field =
        Arguments.text(call, 0).map(name -> FIELDS.get(name.toLowerCase(Locale.ROOT))).orElse(null);
    TypeKind source = TypeKind.of(call.getOperandType(1));
    if (field == null || !hasField(source, field)) {
      return null;
    }
    return switch (field) {
      case "second" -> decimal(call, new Decimal(8, 6));
      case "month", "hour", "minute" ->
          create(
              call,
              source == TypeKind.YEARMONTH || source == TypeKind.DAYTIME
                  ? SqlTypeName.TINYINT
                  : SqlTypeName.INTEGER);
      default -> create(call, SqlTypeName.INTEGER);
    };
  }

  private static boolean hasField(TypeKind source, String field) {
    return switch (source) {
      case YEARMONTH -> Set.of("year", "month").contains(field);
      case DAYTIME -> Set.of("day", "hour", "minute", "second").contains(field);
      case TIME -> Set.of("hour", "minute", "second").contains(field);
      default -> true;
    };
  }

  /** to_number: as many digits as the format has. */
  private static @Nullable RelDataType byFormat(SqlOperatorBinding call) {
    Optional<String> format = Arguments.text(call, 1);
    if (format.isEmpty()) {
      return null;
    }
    String digits = format.get().toUpperCase(Locale.ROOT).replaceAll("[^09D.]", "");
    String[] parts = digits.split("[D.]", -1);
    int scale = parts.length > 1 ? parts[1].length() : 0;
    int precision = parts[0].length() + scale;
    return parts.length > 2 || precision == 0 || precision > DecimalRules.MAX_PRECISION
        ? null
        : decimal(call, new Decimal(precision, scale));
  }

  /** The type that a literal names. */
  private static @Nullable RelDataType named(SqlOperatorBinding call, int argument) {
    return Arguments.text(call, argument)
        .flatMap(text -> SparkTypeParser.parseSchema(text, call.getTypeFactory()))
        .orElse(null);
  }

  private static RelDataType decimal(SqlOperatorBinding call, Decimal decimal) {
    return call.getTypeFactory()
        .createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
  }

  private static RelDataType create(SqlOperatorBinding call, SqlTypeName type) {
    return call.getTypeFactory().createSqlType(type);
  }
}
