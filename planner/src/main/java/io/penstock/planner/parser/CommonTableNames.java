package io.penstock.planner.parser;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * One spelling for each name of a common table expression: to Calcite, unlike to Spark, they are
 * other names when their letters' case differs. Not thread-safe.
 */
final class CommonTableNames {
  private final Map<String, String> spellings = new HashMap<>();

  /** The name of a common table expression that is being defined. */
  SqlIdentifier defined(SqlIdentifier name) {
    spellings.putIfAbsent(key(name), name.getSimple());
    return mentioned(name);
  }

  /** The name of a table, which may be such an expression: tables' names have no case. */
  SqlIdentifier mentioned(SqlIdentifier name) {
    String spelling = name.isSimple() ? spellings.get(key(name)) : null;
    SqlParserPos at = name.getParserPosition();
    return spelling == null || spelling.equals(name.getSimple())
        ? name
        : new SqlIdentifier(List.of(spelling), null, at, List.of(at));
  }

  private static String key(SqlIdentifier name) {
    return name.getSimple().toLowerCase(Locale.ROOT);
  }
}
