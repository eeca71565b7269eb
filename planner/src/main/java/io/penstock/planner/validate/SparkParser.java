package io.penstock.planner.validate;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;

/** Babel's grammar with Spark's identifiers and literals. */
final class SparkParser {
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withQuoting(Quoting.BACK_TICK)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withIdentifierMaxLength(Integer.MAX_VALUE)
          .withConformance(SparkConformance.INSTANCE);

  private SparkParser() {}

  static SqlNode parse(NormalizedText text) throws SqlParseException {
    SqlNode query = SqlParser.create(text.text(), CONFIG).parseQuery();
    SqlNode rewritten = query.accept(new SparkSyntax());
    if (rewritten == null) {
      throw new IllegalStateException("a query was rewritten to nothing");
    }
    return rewritten;
  }
}
