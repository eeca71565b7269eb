package io.penstock.planner.classify;

import io.penstock.execution.api.ErrorCode;
import io.penstock.planner.classify.Statement.EngineCommand;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.List;
import java.util.Optional;

/** Recognises the commands that Spark and Delta carry out, and puts them into their words. */
final class EngineCommands {
  /** The first words of each; what follows is the engine's parser's business. */
  private static final List<List<String>> STARTS =
      List.of(
          List.of("INSERT"),
          List.of("UPDATE"),
          List.of("DELETE"),
          List.of("MERGE"),
          List.of("CREATE", "TABLE"),
          List.of("CREATE", "OR", "REPLACE", "TABLE"),
          List.of("REPLACE", "TABLE"),
          List.of("ALTER", "TABLE"),
          List.of("COMMENT", "ON", "TABLE"),
          List.of("TRUNCATE", "TABLE"),
          List.of("ANALYZE", "TABLE"),
          List.of("DECLARE"),
          List.of("SET", "VAR"),
          List.of("SET", "VARIABLE"),
          List.of("DROP", "TEMPORARY", "VARIABLE"),
          List.of("DROP", "TEMP", "VARIABLE"),
          List.of("CREATE", "FUNCTION"),
          List.of("CREATE", "OR", "REPLACE", "FUNCTION"),
          List.of("CREATE", "TEMPORARY", "FUNCTION"),
          List.of("CREATE", "TEMP", "FUNCTION"),
          List.of("CREATE", "OR", "REPLACE", "TEMPORARY", "FUNCTION"),
          List.of("CREATE", "OR", "REPLACE", "TEMP", "FUNCTION"),
          List.of("DROP", "TEMPORARY", "FUNCTION"),
          List.of("DROP", "TEMP", "FUNCTION"),
          List.of("OPTIMIZE"),
          List.of("VACUUM"),
          List.of("RESTORE"),
          List.of("REORG", "TABLE"),
          List.of("DESCRIBE", "HISTORY"),
          List.of("DESC", "HISTORY"),
          List.of("DESCRIBE", "DETAIL"),
          List.of("DESC", "DETAIL"));

  /** Delta's own grammar knows names of two parts only. */
  private static final List<List<String>> TWO_PART_NAMES =
      List.of(
          List.of("OPTIMIZE"),
          List.of("VACUUM"),
          List.of("RESTORE", "TABLE"),
          List.of("RESTORE"),
          List.of("REORG", "TABLE"),
          List.of("DESCRIBE", "HISTORY"),
          List.of("DESC", "HISTORY"),
          List.of("DESCRIBE", "DETAIL"),
          List.of("DESC", "DETAIL"));

  private static final String TRUNCATE = "TRUNCATE";
  private static final String DELETE_FROM = "DELETE FROM";

  private EngineCommands() {}

  static boolean isOne(SqlText text) {
    return CopyStatement.isOne(text) || STARTS.stream().anyMatch(words -> startsWith(text, words));
  }

  /** SET VAR x = 1; a setting may be named var as well. */
  static boolean setsVariable(SqlText text) {
    return (startsWith(text, List.of("SET", "VAR")) || startsWith(text, List.of("SET", "VARIABLE")))
        && !text.tokens().get(2).isSymbol("=");
  }

  /** Every rewriting keeps the positions of what it leaves. */
  static EngineCommand read(SqlText text) {
    if (text.isScript()) {
      return new EngineCommand(script(text), Optional.empty());
    }
    if (startsWith(text, List.of(TRUNCATE, "TABLE"))) {
      return new EngineCommand(truncation(text), Optional.empty());
    }
    if (CopyStatement.isOne(text)) {
      return new EngineCommand(CopyStatement.insert(text), Optional.empty());
    }
    if (CloneStatement.isDeep(text)) {
      return new EngineCommand(CloneStatement.shallow(text), Optional.empty());
    }
    if (startsWith(text, List.of("CREATE", "TABLE"))) {
      return create(text);
    }
    for (List<String> words : TWO_PART_NAMES) {
      if (startsWith(text, words)) {
        return commandWithoutCatalog(text, words.size());
      }
    }
    return new EngineCommand(text, Optional.empty());
  }

  /** In a script Spark takes SET x = 1, and not SET VAR x = 1. */
  private static SqlText script(SqlText text) {
    SqlText script = text;
    List<Token> tokens = text.tokens();
    for (int i = 1; i + 1 < tokens.size(); i++) {
      Token word = tokens.get(i);
      Token target = tokens.get(i + 1);
      if (word.isAny("VAR", "VARIABLE")
          && tokens.get(i - 1).is("SET")
          && (isName(target) || target.isSymbol("("))) {
        script = replaced(script, word.start(), word.end(), "");
      }
    }
    return script;
  }

  /** Delta has no TRUNCATE; a DELETE of everything is one commit that removes all files. */
  private static SqlText truncation(SqlText text) {
    Token first = text.tokens().get(0);
    Token table = text.tokens().get(1);
    return replaced(text, first.start(), table.end(), DELETE_FROM);
  }

  /** In CREATE TABLE a LIKE b Spark takes names of two parts only. */
  private static EngineCommand create(SqlText text) {
    TokenReader reader = new TokenReader(text);
    reader.takeAll("CREATE", "TABLE");
    reader.takeAll("IF", "NOT", "EXISTS");
    QualifiedName table = reader.name(Integer.MAX_VALUE);
    if (!reader.take("LIKE")) {
      return new EngineCommand(text, Optional.empty());
    }
    QualifiedName like = reader.name(Integer.MAX_VALUE);
    if (table.parts().size() < 3 && like.parts().size() < 3) {
      return new EngineCommand(text, Optional.empty());
    }
    String catalog = table.parts().get(0);
    if (table.parts().size() != 3
        || like.parts().size() != 3
        || !catalog.equalsIgnoreCase(like.parts().get(0))) {
      throw text.failure(
          table.offset(),
          ErrorCode.UNSUPPORTED_FEATURE,
          "CREATE TABLE ... LIKE takes two tables of one catalog: write both names with it, or"
              + " neither.");
    }
    SqlText one = withoutCatalog(text, table.offset());
    return new EngineCommand(withoutCatalog(one, like.offset()), Optional.of(catalog));
  }

  private static SqlText withoutCatalog(SqlText text, int offset) {
    int at = 0;
    while (text.tokens().get(at).start() < offset) {
      at++;
    }
    return replaced(text, offset, text.tokens().get(at + 1).end(), "");
  }

  private static EngineCommand commandWithoutCatalog(SqlText text, int nameAt) {
    List<Token> tokens = text.tokens();
    boolean threeParts =
        tokens.size() > nameAt + 4
            && isName(tokens.get(nameAt))
            && tokens.get(nameAt + 1).isSymbol(".")
            && isName(tokens.get(nameAt + 2))
            && tokens.get(nameAt + 3).isSymbol(".");
    if (!threeParts) {
      return new EngineCommand(text, Optional.empty());
    }
    Token catalog = tokens.get(nameAt);
    SqlText rest = replaced(text, catalog.start(), tokens.get(nameAt + 1).end(), "");
    return new EngineCommand(rest, Optional.of(catalog.name()));
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
  }

  private static SqlText replaced(SqlText text, int start, int end, String words) {
    String all = text.text();
    return SqlText.of(
        all.substring(0, start)
            + words
            + " ".repeat(end - start - words.length())
            + all.substring(end));
  }

  private static boolean startsWith(SqlText text, List<String> words) {
    List<Token> tokens = text.tokens();
    // A table of that very name: DESCRIBE history.
    if (tokens.size() <= words.size() || tokens.get(words.size()).isSymbol(".")) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!tokens.get(i).is(words.get(i))) {
        return false;
      }
    }
    return true;
  }
}
