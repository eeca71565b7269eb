package io.penstock.planner.parser;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** The names of Spark's types. */
final class SparkTypeNames {
  private static final int DECIMAL_DIGITS = 10;

  private static final Map<String, SqlTypeName> TYPES =
      Map.ofEntries(
          Map.entry("BOOLEAN", SqlTypeName.BOOLEAN),
          Map.entry("TINYINT", SqlTypeName.TINYINT),
          Map.entry("BYTE", SqlTypeName.TINYINT),
          Map.entry("SMALLINT", SqlTypeName.SMALLINT),
          Map.entry("SHORT", SqlTypeName.SMALLINT),
          Map.entry("INT", SqlTypeName.INTEGER),
          Map.entry("INTEGER", SqlTypeName.INTEGER),
          Map.entry("BIGINT", SqlTypeName.BIGINT),
          Map.entry("LONG", SqlTypeName.BIGINT),
          Map.entry("FLOAT", SqlTypeName.REAL),
          Map.entry("REAL", SqlTypeName.REAL),
          Map.entry("DOUBLE", SqlTypeName.DOUBLE),
          Map.entry("DATE", SqlTypeName.DATE),
          Map.entry("TIMESTAMP", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE),
          Map.entry("TIMESTAMP_LTZ", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE),
          Map.entry("TIMESTAMP_NTZ", SqlTypeName.TIMESTAMP),
          Map.entry("STRING", SqlTypeName.VARCHAR),
          Map.entry("CHAR", SqlTypeName.VARCHAR),
          Map.entry("CHARACTER", SqlTypeName.VARCHAR),
          Map.entry("VARCHAR", SqlTypeName.VARCHAR),
          Map.entry("BINARY", SqlTypeName.VARBINARY),
          Map.entry("DECIMAL", SqlTypeName.DECIMAL),
          Map.entry("DEC", SqlTypeName.DECIMAL),
          Map.entry("NUMERIC", SqlTypeName.DECIMAL));

  /** Those that Calcite has no name for. */
  private static final Set<String> OTHERS = Set.of("VOID", "VARIANT", "TIME");

  private static final Set<String> UNPLANNED = Set.of("GEOMETRY", "GEOGRAPHY");

  private SparkTypeNames() {}

  /** Whether Spark has a type of this name that cannot be planned. */
  static boolean isUnplanned(String name) {
    return UNPLANNED.contains(name.toUpperCase(Locale.ROOT));
  }

  /**
   * @param first of the parameters; negative if there is none
   * @param zoneless whether WITHOUT TIME ZONE follows
   */
  static SqlTypeNameSpec of(
      SqlIdentifier name, int first, int second, boolean zoneless, SqlParserPos at) {
    SqlTypeName type = TYPES.get(name.getSimple().toUpperCase(Locale.ROOT));
    if (OTHERS.contains(name.getSimple().toUpperCase(Locale.ROOT))) {
      return new ParsedTypeName(name.getSimple() + (first < 0 ? "" : "(" + first + ")"), at);
    }
    if (type == null) {
      return new SqlUserDefinedTypeNameSpec(name, at);
    }
    return switch (type) {
      case DECIMAL ->
          new SqlBasicTypeNameSpec(
              type, first < 0 ? DECIMAL_DIGITS : first, Math.max(0, second), at);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          new SqlBasicTypeNameSpec(zoneless ? SqlTypeName.TIMESTAMP : type, at);
      default -> new SqlBasicTypeNameSpec(type, at);
    };
  }
}
