package io.penstock.planner.classify;

import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import java.util.List;

/**
 * CREATE TABLE ... [DEEP] CLONE, of which Delta's grammar knows the shallow one only: the engine
 * gets that, and a property that asks for copies of the files.
 */
final class CloneStatement {
  private static final String PROPERTY = "'penstock.clone' = 'deep'";

  private CloneStatement() {}

  static boolean isDeep(SqlText text) {
    return keyword(text) >= 0;
  }

  /**
   * The token DEEP, or CLONE where nothing stands before it; -1 if the text is no such statement.
   */
  private static int keyword(SqlText text) {
    TokenReader reader = new TokenReader(text);
    boolean creates = reader.take("CREATE");
    if (creates) {
      reader.takeAll("OR", "REPLACE");
    } else if (!reader.take("REPLACE")) {
      return -1;
    }
    if (!reader.take("TABLE")) {
      return -1;
    }
    reader.takeAll("IF", "NOT", "EXISTS");
    if (reader.isAtEnd() || reader.peekSymbol(0, "(")) {
      return -1;
    }
    reader.name(Integer.MAX_VALUE);
    boolean deep =
        reader.peekWord(0, "CLONE") || (reader.peekWord(0, "DEEP") && reader.peekWord(1, "CLONE"));
    return deep ? text.tokens().size() - reader.remaining() : -1;
  }

  static SqlText shallow(SqlText text) {
    List<Token> tokens = text.tokens();
    int at = keyword(text);
    int clone = tokens.get(at).is("DEEP") ? at + 1 : at;
    int properties = -1;
    int location = text.text().length();
    for (int i = clone + 1; i < tokens.size(); i++) {
      if (tokens.get(i).is("TBLPROPERTIES") && i + 1 < tokens.size()) {
        properties = tokens.get(i + 1).end();
      } else if (tokens.get(i).is("LOCATION")) {
        location = tokens.get(i).start();
      }
    }
    StringBuilder shallow = new StringBuilder(text.text());
    if (properties >= 0) {
      shallow.insert(properties, PROPERTY + ", ");
    } else {
      shallow.insert(location, " TBLPROPERTIES (" + PROPERTY + ") ");
    }
    return SqlText.of(
        shallow
            .replace(tokens.get(at).start(), tokens.get(clone).end(), "SHALLOW CLONE")
            .toString());
  }
}
