package io.penstock.planner.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Spark's functions by the type of their result; each entry is a name and how many operands it
 * takes ({@code name/2}, {@code name/1-3}, {@code name/1-} without an upper limit).
 */
final class SparkFunctions {
  private static final int NO_LIMIT = -1;

  private final List<SqlOperator> functions = new ArrayList<>();

  private SparkFunctions() {}

  static List<SqlOperator> all() {
    SparkFunctions all = new SparkFunctions();
    all.strings();
    all.numbers();
    all.datetimes();
    all.conditions();
    all.collections();
    all.aggregates();
    all.windows();
    return all.functions;
  }

  private void strings() {
    atoms(
        SparkTypeInference.STRING,
        "upper/1 ucase/1 lower/1 lcase/1 initcap/1 ltrim/1-2 rtrim/1-2 btrim/1-2 concat_ws/1-"
            + " substring/2-3 substr/2-3 left/2 right/2 lpad/2-3 rpad/2-3 repeat/2 replace/2-3"
            + " reverse/1 translate/3 regexp_replace/3-4 regexp_extract/2-3 regexp_substr/2"
            + " split_part/3 substring_index/3 soundex/1 space/1 chr/1 char/1 hex/1 bin/1 conv/3"
            + " base64/1 md5/1 sha/1 sha1/1 sha2/2 format_number/2 format_string/1- printf/1-"
            + " date_format/2 dayname/1 monthname/1 from_unixtime/1-2 to_char/2 to_varchar/2"
            + " get_json_object/2 parse_url/2-3 url_encode/1 url_decode/1 overlay/3-4 mask/1-5"
            + " quote/1 elt/2- string/1 decode/2 json_object_keys/1");
    atoms(
        SparkTypeInference.INT,
        "length/1 char_length/1 character_length/1 len/1 octet_length/1 bit_length/1 ascii/1"
            + " instr/2 locate/2-3 position/2-3 charindex/2-3 levenshtein/2-3 find_in_set/2"
            + " regexp_count/2 regexp_instr/2-3");
    atoms(
        SparkTypeInference.BOOLEAN,
        "startswith/2 endswith/2 contains/2 regexp/2 regexp_like/2 rlike/2 isnan/1 boolean/1");
    add(SparkTypeInference.STRINGS, Operands.any(1, 1), "sentences");
    atoms(SparkTypeInference.STRINGS, "split/2-3 regexp_extract_all/2-3");
    atoms(
        SparkTypeInference.BINARY,
        "unhex/1 unbase64/1 encode/2 to_binary/1-2 binary/1 aes_encrypt/2-6");
    any(SparkTypeInference.STRING, "to_json/1-2 typeof/1");
    any(SparkTypeInference.CONCATENATION, "concat/0-");
  }

  private void numbers() {
    numbers(SparkTypeInference.NUMBER, "abs/1 negative/1 positive/1");
    numbers(SparkTypeInference.ROUND, "round/1-2 bround/1-2");
    numbers(SparkTypeInference.INTEGER_PART, "ceil/1-2 ceiling/1-2 floor/1-2");
    numbers(
        SparkTypeInference.DOUBLE,
        "sqrt/1 cbrt/1 exp/1 expm1/1 ln/1 log/1-2 log2/1 log10/1 log1p/1 power/2 pow/2 sign/1"
            + " signum/1 sin/1 cos/1 tan/1 cot/1 sec/1 csc/1 asin/1 acos/1 atan/1 atan2/2 sinh/1"
            + " cosh/1 tanh/1 asinh/1 acosh/1 atanh/1 degrees/1 radians/1 hypot/2 rint/1 double/1");
    numbers(
        SparkTypeInference.notNull(SqlTypeName.DOUBLE), "pi/0 e/0 rand/0-1 random/0-3 randn/0-1");
    numbers(SparkTypeInference.of(SqlTypeName.REAL), "float/1");
    numbers(SparkTypeInference.of(SqlTypeName.DECIMAL), "decimal/1");
    numbers(SparkTypeInference.INT, "int/1 bit_count/1");
    numbers(SparkTypeInference.BIGINT, "bigint/1 factorial/1 width_bucket/4");
    numbers(SparkTypeInference.of(SqlTypeName.SMALLINT), "smallint/1");
    numbers(SparkTypeInference.TINYINT, "tinyint/1");
    numbers(SparkTypeInference.FIRST, "shiftleft/2 shiftright/2 shiftrightunsigned/2 bitnot/1");
    add(ArithmeticTypes.REMAINDER, Operands.numbers(2, 2), "mod");
    add(ArithmeticTypes.REMAINDER, Operands.numbers(2, 2), "pmod");
    any(SparkTypeInference.notNull(SqlTypeName.INTEGER), "hash/1-");
    any(SparkTypeInference.notNull(SqlTypeName.BIGINT), "xxhash64/1-");
    any(SparkTypeInference.notNull(SqlTypeName.VARCHAR), "uuid/0-1 version/0");
  }

  private void datetimes() {
    atoms(
        SparkTypeInference.INT,
        "year/1 quarter/1 month/1 day/1 dayofmonth/1 dayofweek/1 weekday/1 dayofyear/1"
            + " weekofyear/1 hour/1 minute/1 second/1 datediff/2 date_diff/2 unix_date/1");
    atoms(SparkTypeInference.DATE_PART, "date_part/2 datepart/2");
    atoms(
        SparkTypeInference.DATE,
        "to_date/1-2 date_add/2 dateadd/2 date_sub/2 add_months/2 last_day/1 next_day/2 trunc/2"
            + " make_date/3 date_from_unix_date/1 date/1 try_to_date/1-2");
    atoms(
        SparkTypeInference.TIMESTAMP,
        "to_timestamp/1-2 try_to_timestamp/1-2 to_timestamp_ltz/1-2 date_trunc/2"
            + " timestamp_seconds/1 timestamp_millis/1 timestamp_micros/1 from_utc_timestamp/2"
            + " to_utc_timestamp/2 make_timestamp_ltz/6-7 make_timestamp/6-7 timestamp/1");
    atoms(SparkTypeInference.TIMESTAMP_NTZ, "to_timestamp_ntz/1-2 make_timestamp_ntz/6");
    atoms(SparkTypeInference.BIGINT, "unix_timestamp/0-2 to_unix_timestamp/1-2 unix_seconds/1");
    atoms(SparkTypeInference.BIGINT, "unix_millis/1 unix_micros/1 crc32/1");
    atoms(SparkTypeInference.DOUBLE, "months_between/2-3");
    atoms(SparkTypeInference.notNull(SqlTypeName.DATE), "curdate/0");
    atoms(SparkTypeInference.notNull(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE), "now/0");
    atoms(SparkTypeInference.notNull(SqlTypeName.TIMESTAMP), "localtimestamp/0");
    atoms(
        SparkTypeInference.notNull(SqlTypeName.VARCHAR),
        "current_catalog/0 current_database/0 current_schema/0 current_user/0 current_timezone/0");
  }

  private void conditions() {
    any(SparkTypeInference.WIDEST_OF_NULLABLE, "coalesce/1- nvl/2 ifnull/2");
    any(SparkTypeInference.WIDEST_OF_NULLABLE, "greatest/2- least/2-");
    any(SparkTypeInference.WIDEST_AFTER_FIRST, "if/3 iff/3 nvl2/3");
    any(SparkTypeInference.notNull(SqlTypeName.BOOLEAN), "isnull/1 isnotnull/1 equal_null/2");
    add(
        binding ->
            binding.getTypeFactory().createTypeWithNullability(binding.getOperandType(0), true),
        Operands.any(2, 2),
        "nullif");
    any(SparkTypeInference.FIRST, "nullifzero/1 zeroifnull/1 assert_true/1-2");
    any(SparkTypeInference.orNull(SqlTypeName.NULL), "raise_error/1");
    add(ArithmeticTypes.PLUS, Operands.any(2, 2), "try_add");
    add(ArithmeticTypes.MINUS, Operands.any(2, 2), "try_subtract");
    add(ArithmeticTypes.TIMES, Operands.any(2, 2), "try_multiply");
    add(ArithmeticTypes.DIVIDE, Operands.any(2, 2), "try_divide");
  }

  private void collections() {
    any(SparkTypeInference.INT, "size/1 cardinality/1 array_size/1");
    any(SparkTypeInference.BIGINT, "array_position/2");
    any(SparkTypeInference.BOOLEAN, "array_contains/2 arrays_overlap/2 map_contains_key/2");
    any(SparkTypeInference.STRING, "array_join/2-3");
    any(
        SparkTypeInference.FIRST,
        "array_distinct/1 array_sort/1 sort_array/1-2 array_remove/2 array_append/2"
            + " array_prepend/2 array_union/2 array_intersect/2 array_except/2 slice/3 shuffle/1"
            + " array_compact/1");
    add(ElementTypes.ELEMENT, Operands.any(1, 1), "array_max");
    add(ElementTypes.ELEMENT, Operands.any(1, 1), "array_min");
    add(ElementTypes.ELEMENT, Operands.any(2, 2), "element_at");
    add(ElementTypes.ELEMENT, Operands.any(2, 2), "try_element_at");
    add(ElementTypes.ELEMENT, Operands.any(2, 2), "get");
    add(ElementTypes.ELEMENT, Operands.any(1, 1), "explode");
    add(ElementTypes.ELEMENT, Operands.any(1, 1), "explode_outer");
    add(ElementTypes.FLATTENED, Operands.any(1, 1), "flatten");
    any(SparkTypeInference.ARRAY_OF_FIRST, "sequence/2-3 array_repeat/2");
    add(ElementTypes.KEYS, Operands.any(1, 1), "map_keys");
    add(ElementTypes.VALUES, Operands.any(1, 1), "map_values");
    add(ElementTypes.ARRAY, Operands.any(0, NO_LIMIT), "array");
    add(ElementTypes.MAP, Operands.any(0, NO_LIMIT), "map");
    add(ElementTypes.NAMED_STRUCT, Operands.any(2, NO_LIMIT), "named_struct");
    add(ElementTypes.STRUCT, Operands.any(1, NO_LIMIT), "struct");
  }

  private void aggregates() {
    aggregate("sum", SparkTypeInference.SUM, Operands.numbersAndIntervals(1));
    aggregate("try_sum", SparkTypeInference.SUM, Operands.numbersAndIntervals(1));
    for (String name : List.of("avg", "mean", "try_avg")) {
      aggregate(name, SparkTypeInference.AVERAGE, Operands.numbersAndIntervals(1));
    }
    for (String name : List.of("min", "max", "mode")) {
      aggregate(name, SparkTypeInference.FIRST_OR_NULL, Operands.any(1, 1));
    }
    for (String name : List.of("first", "last", "any_value", "first_value", "last_value")) {
      aggregate(name, SparkTypeInference.FIRST_OR_NULL, Operands.any(1, 2));
    }
    for (String name : List.of("min_by", "max_by")) {
      aggregate(name, SparkTypeInference.FIRST_OR_NULL, Operands.any(2, 2));
    }
    for (String name : List.of("stddev", "std", "stddev_samp", "stddev_pop", "variance")) {
      aggregate(name, SparkTypeInference.orNull(SqlTypeName.DOUBLE), Operands.numbers(1, 1));
    }
    for (String name : List.of("var_samp", "var_pop", "skewness", "kurtosis", "median")) {
      aggregate(name, SparkTypeInference.orNull(SqlTypeName.DOUBLE), Operands.numbers(1, 1));
    }
    for (String name : List.of("corr", "covar_pop", "covar_samp", "regr_slope", "regr_r2")) {
      aggregate(name, SparkTypeInference.orNull(SqlTypeName.DOUBLE), Operands.numbers(2, 2));
    }
    for (String name : List.of("bool_and", "bool_or", "every", "some", "any")) {
      aggregate(name, SparkTypeInference.orNull(SqlTypeName.BOOLEAN), Operands.any(1, 1));
    }
    for (String name : List.of("bit_and", "bit_or", "bit_xor")) {
      aggregate(name, SparkTypeInference.FIRST_OR_NULL, Operands.numbers(1, 1));
    }
    aggregate("count_if", SparkTypeInference.notNull(SqlTypeName.BIGINT), Operands.any(1, 1));
    aggregate(
        "approx_count_distinct",
        SparkTypeInference.notNull(SqlTypeName.BIGINT),
        Operands.any(1, 2));
    aggregate("percentile_cont", SparkTypeInference.orNull(SqlTypeName.DOUBLE), Operands.any(1, 1));
    aggregate("percentile_disc", SparkTypeInference.orNull(SqlTypeName.DOUBLE), Operands.any(1, 1));
    aggregate("percentile", SparkTypeInference.orNull(SqlTypeName.DOUBLE), Operands.any(2, 3));
    aggregate("approx_percentile", SparkTypeInference.FIRST_OR_NULL, Operands.any(2, 3));
    aggregate("percentile_approx", SparkTypeInference.FIRST_OR_NULL, Operands.any(2, 3));
    aggregate("collect_list", SparkTypeInference.ARRAY_OF_FIRST, Operands.any(1, 1));
    aggregate("collect_set", SparkTypeInference.ARRAY_OF_FIRST, Operands.any(1, 1));
    aggregate("array_agg", SparkTypeInference.ARRAY_OF_FIRST, Operands.any(1, 1));
    aggregate("listagg", SparkTypeInference.orNull(SqlTypeName.VARCHAR), Operands.atoms(1, 2));
    aggregate("string_agg", SparkTypeInference.orNull(SqlTypeName.VARCHAR), Operands.atoms(1, 2));
  }

  private void windows() {
    for (String name : List.of("row_number", "rank", "dense_rank")) {
      window(name, SparkTypeInference.notNull(SqlTypeName.INTEGER), 0, 0);
    }
    window("ntile", SparkTypeInference.notNull(SqlTypeName.INTEGER), 0, 1);
    window("percent_rank", SparkTypeInference.notNull(SqlTypeName.DOUBLE), 0, 0);
    window("cume_dist", SparkTypeInference.notNull(SqlTypeName.DOUBLE), 0, 0);
    window("lag", SparkTypeInference.FIRST_OR_NULL, 1, 3);
    window("lead", SparkTypeInference.FIRST_OR_NULL, 1, 3);
    window("nth_value", SparkTypeInference.FIRST_OR_NULL, 2, 2);
  }

  private void window(String name, SqlReturnTypeInference type, int min, int max) {
    boolean framed = name.equals("nth_value");
    functions.add(new SparkAggregate(upper(name), true, framed, type, Operands.any(min, max)));
  }

  private void aggregate(String name, SqlReturnTypeInference type, Operands operands) {
    functions.add(new SparkAggregate(upper(name), false, true, type, operands));
  }

  private void any(SqlReturnTypeInference type, String names) {
    each(names, (name, min, max) -> add(type, Operands.any(min, max), name));
  }

  private void atoms(SqlReturnTypeInference type, String names) {
    each(names, (name, min, max) -> add(type, Operands.atoms(min, max), name));
  }

  private void numbers(SqlReturnTypeInference type, String names) {
    each(names, (name, min, max) -> add(type, Operands.numbers(min, max), name));
  }

  private interface Entry {
    void accept(String name, int min, int max);
  }

  private static void each(String entries, Entry entry) {
    for (String text : entries.split(" ")) {
      String name = text.substring(0, text.indexOf('/'));
      String count = text.substring(name.length() + 1);
      int dash = count.indexOf('-');
      int min = Integer.parseInt(dash < 0 ? count : count.substring(0, dash));
      int max = dash < 0 ? min : max(count.substring(dash + 1));
      entry.accept(name, min, max);
    }
  }

  private static int max(String text) {
    return text.isEmpty() ? NO_LIMIT : Integer.parseInt(text);
  }

  private void add(SqlReturnTypeInference type, Operands operands, String name) {
    functions.add(new Function(upper(name), type, operands));
  }

  /** A class of its own: Calcite takes operators of one class, name and kind for the same. */
  private static final class Function extends SqlFunction {
    Function(String name, SqlReturnTypeInference type, Operands operands) {
      super(
          name,
          SqlKind.OTHER_FUNCTION,
          type,
          Operands.LIKE_FIRST_KNOWN,
          operands,
          SqlFunctionCategory.SYSTEM);
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
