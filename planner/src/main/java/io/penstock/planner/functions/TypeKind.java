package io.penstock.planner.functions;

import io.penstock.planner.types.SparkTypes;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;

/** The classes of types that functions tell apart. */
enum TypeKind {
  VOID,
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INT,
  BIGINT,
  FLOAT,
  DOUBLE,
  DECIMAL,
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  TIME,
  YEARMONTH,
  DAYTIME,
  INTERVAL,
  VARIANT,
  ARRAY,
  MAP,
  STRUCT,
  /** None of these, or no argument at all. */
  OTHER;

  /** Short names of often-used sets, the larger first. */
  private static final Map<String, Set<TypeKind>> SETS = new LinkedHashMap<>();

  static {
    SETS.put("any", EnumSet.range(VOID, STRUCT));
    SETS.put("atom", EnumSet.range(VOID, DAYTIME));
    SETS.put("number", EnumSet.range(TINYINT, DECIMAL));
    SETS.put("integer", EnumSet.range(TINYINT, BIGINT));
    SETS.put("datetime", EnumSet.range(DATE, TIMESTAMP_NTZ));
  }

  static TypeKind of(RelDataType type) {
    if (type.isStruct()) {
      return STRUCT;
    }
    if (SparkTypes.isYearMonth(type)) {
      return YEARMONTH;
    }
    if (SparkTypes.isDayTime(type)) {
      return DAYTIME;
    }
    return switch (type.getSqlTypeName()) {
      case NULL, UNKNOWN -> VOID;
      case BOOLEAN -> BOOLEAN;
      case TINYINT -> TINYINT;
      case SMALLINT -> SMALLINT;
      case INTEGER -> INT;
      case BIGINT -> BIGINT;
      case REAL -> FLOAT;
      case FLOAT, DOUBLE -> DOUBLE;
      case DECIMAL -> DECIMAL;
      case CHAR, VARCHAR -> STRING;
      case BINARY, VARBINARY -> BINARY;
      case DATE -> DATE;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TIMESTAMP;
      case TIMESTAMP -> TIMESTAMP_NTZ;
      case TIME -> TIME;
      case OTHER -> INTERVAL;
      case VARIANT -> VARIANT;
      case ARRAY, MULTISET -> ARRAY;
      case MAP -> MAP;
      default -> OTHER;
    };
  }

  /** Reads what {@link #text} wrote. */
  static Set<TypeKind> set(String text) {
    Set<TypeKind> kinds = EnumSet.noneOf(TypeKind.class);
    for (String name : text.split("\\|", -1)) {
      Set<TypeKind> named = SETS.get(name);
      if (named == null) {
        kinds.add(valueOf(name.toUpperCase(Locale.ROOT)));
      } else {
        kinds.addAll(named);
      }
    }
    return kinds;
  }

  /** For instance {@code number|string}. */
  static String text(Set<TypeKind> kinds) {
    EnumSet<TypeKind> left = EnumSet.copyOf(kinds);
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Set<TypeKind>> named : SETS.entrySet()) {
      if (left.containsAll(named.getValue())) {
        left.removeAll(named.getValue());
        text.append('|').append(named.getKey());
      }
    }
    left.forEach(kind -> text.append('|').append(kind.name().toLowerCase(Locale.ROOT)));
    return text.substring(1);
  }
}
