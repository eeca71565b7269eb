package io.penstock.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The ALL of GROUP BY ALL and ORDER BY ALL. */
public final class AllColumns extends SqlIdentifier {
  AllColumns(SqlParserPos at) {
    super("ALL", at);
  }
}
