package io.penstock.planner.classify;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code t@v3} and {@code t@20240131093000000}, which Spark does not know, in Spark's words: {@code
 * t VERSION AS OF 3}, {@code t TIMESTAMP AS OF '2024-01-31 09:30:00.000'}. Nothing else in Spark's
 * grammar has the sign.
 */
public final class VersionSuffix {
  private static final Pattern VERSION = Pattern.compile("[vV](\\d{1,18})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d{3})");

  private VersionSuffix() {}

  /** The text without such suffixes; the same text if it has none. */
  public static SqlText expanded(SqlText text) {
    List<Token> tokens = text.tokens();
    StringBuilder expanded = new StringBuilder();
    int copied = 0;
    for (int i = 1; i + 1 < tokens.size(); i++) {
      Token name = tokens.get(i - 1);
      Token suffix = tokens.get(i + 1);
      boolean attached =
          tokens.get(i).isSymbol("@")
              && (name.kind() == Kind.WORD || name.kind() == Kind.QUOTED)
              && name.end() == tokens.get(i).start()
              && suffix.start() == tokens.get(i).end();
      String clause = attached ? clause(suffix.text()) : "";
      if (!clause.isEmpty()) {
        expanded.append(text.text(), copied, name.end()).append(clause);
        copied = suffix.end();
      }
    }
    if (copied == 0) {
      return text;
    }
    return SqlText.of(expanded.append(text.text().substring(copied)).toString());
  }

  private static String clause(String suffix) {
    Matcher version = VERSION.matcher(suffix);
    if (version.matches()) {
      return " VERSION AS OF " + version.group(1);
    }
    Matcher time = TIME.matcher(suffix);
    return time.matches() ? time.replaceFirst(" TIMESTAMP AS OF '$1-$2-$3 $4:$5:$6.$7'") : "";
  }
}
