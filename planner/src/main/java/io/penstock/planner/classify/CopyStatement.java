package io.penstock.planner.classify;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.StringLiterals;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * COPY INTO, which Spark does not know, as an INSERT from a table function of the engine's: {@code
 * copy_into_source} gives the rows of the files that the table has not loaded, and the engine
 * commits their names together with the rows.
 */
final class CopyStatement {
  private static final String SOURCE = "copy_into_source";

  private final SqlText text;
  private final TokenReader reader;
  private final Map<String, String> arguments = new LinkedHashMap<>();
  private String path = "";

  private CopyStatement(SqlText text) {
    this.text = text;
    this.reader = new TokenReader(text);
  }

  static boolean isOne(SqlText text) {
    List<Token> tokens = text.tokens();
    return tokens.size() > 2 && tokens.get(0).is("COPY") && tokens.get(1).is("INTO");
  }

  /**
   * The INSERT.
   *
   * @throws PenstockException PARSE_SYNTAX_ERROR; UNSUPPORTED_FEATURE for what is not supported
   */
  static SqlText insert(SqlText text) {
    return SqlText.of(new CopyStatement(text).insert());
  }

  private String insert() {
    reader.takeAll("COPY", "INTO");
    int start = reader.offset();
    reader.name(3);
    String target = upToHere(start);
    String columns = " BY NAME";
    if (reader.takeAll("BY", "POSITION")) {
      columns = "";
    } else if (reader.peekSymbol(0, "(")) {
      int list = reader.offset();
      skipBrackets();
      columns = " " + upToHere(list);
    }
    reader.require("FROM");
    Optional<String> select = Optional.empty();
    String alias = "";
    if (reader.takeSymbol("(")) {
      int from = reader.offset();
      reader.require("SELECT");
      while (!reader.peekWord(0, "FROM")) {
        skipOne();
      }
      select = Optional.of(upToHere(from));
      reader.take("FROM");
      source();
      int rest = reader.offset();
      while (!reader.peekSymbol(0, ")")) {
        skipOne();
      }
      alias = upToHere(rest);
      reader.requireSymbol(")");
    } else {
      source();
    }
    clauses();
    return "INSERT INTO "
        + target
        + columns
        + " "
        + select.orElse("SELECT *")
        + " FROM "
        + function()
        + (alias.isEmpty() ? "" : " " + alias);
  }

  /** A path in quotes; credentials are not for files of this machine. */
  private void source() {
    path = reader.string("the source's path in quotes");
    refuse("WITH");
  }

  private void clauses() {
    while (!reader.isAtEnd()) {
      if (reader.take("FILEFORMAT")) {
        reader.requireSymbol("=");
        put("format", reader.name(1).parts().get(0).toLowerCase(Locale.ROOT));
      } else if (reader.take("FILES")) {
        reader.requireSymbol("=");
        put("copy_files", String.join("\n", strings()));
      } else if (reader.take("PATTERN")) {
        reader.requireSymbol("=");
        put("copy_pattern", reader.string("a pattern in quotes"));
      } else if (reader.take("FORMAT_OPTIONS")) {
        options().forEach(this::put);
      } else if (reader.take("COPY_OPTIONS")) {
        copyOptions();
      } else {
        refuse("VALIDATE");
        throw reader.expected(
            "FILEFORMAT, FILES, PATTERN, FORMAT_OPTIONS, COPY_OPTIONS or the end");
      }
    }
    if (!arguments.containsKey("format")) {
      throw reader.expected("FILEFORMAT");
    }
    if (arguments.containsKey("copy_files") && arguments.containsKey("copy_pattern")) {
      throw unsupported(reader.offset(), "FILES and PATTERN exclude each other.");
    }
  }

  private void copyOptions() {
    int offset = reader.offset();
    options()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("force")) {
                throw unsupported(
                    offset, "The copy option " + name + " is not supported; force is.");
              }
              put("copy_force", value.toLowerCase(Locale.ROOT));
            });
  }

  private void put(String name, String value) {
    if (arguments.putIfAbsent(name, value) != null) {
      throw unsupported(reader.offset(), name + " is given twice.");
    }
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    reader.requireSymbol("(");
    do {
      String name = reader.string("an option's name in quotes");
      reader.requireSymbol("=");
      options.put(name, value());
    } while (reader.takeSymbol(","));
    reader.requireSymbol(")");
    return options;
  }

  private String value() {
    Token token = reader.peek().orElseThrow(() -> reader.expected("a value"));
    boolean literal =
        token.kind() == Kind.STRING || token.kind() == Kind.NUMBER || token.isAny("TRUE", "FALSE");
    if (!literal) {
      throw reader.expected("a value in quotes, a number, true or false");
    }
    reader.skip();
    return token.kind() == Kind.STRING ? StringLiterals.value(token) : token.text();
  }

  private List<String> strings() {
    List<String> strings = new ArrayList<>();
    reader.requireSymbol("(");
    do {
      strings.add(reader.string("a file's name in quotes"));
    } while (reader.takeSymbol(","));
    reader.requireSymbol(")");
    return strings;
  }

  private String function() {
    StringBuilder call = new StringBuilder(SOURCE).append('(').append(literal(path));
    arguments.forEach(
        (name, value) ->
            call.append(", `")
                .append(name.replace("`", "``"))
                .append("` => ")
                .append(literal(value)));
    return call.append(')').toString();
  }

  private static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  private void skipBrackets() {
    reader.requireSymbol("(");
    while (!reader.takeSymbol(")")) {
      skipOne();
    }
  }

  /** One token, or everything in brackets. */
  private void skipOne() {
    if (reader.peekSymbol(0, "(")) {
      skipBrackets();
    } else if (reader.isAtEnd()) {
      throw reader.expected("FROM and the source's path");
    } else {
      reader.skip();
    }
  }

  private String upToHere(int start) {
    return text.text().substring(start, reader.offset()).strip();
  }

  private void refuse(String keyword) {
    int offset = reader.offset();
    if (reader.take(keyword)) {
      throw unsupported(offset, keyword + " is not supported in COPY INTO.");
    }
  }

  private PenstockException unsupported(int offset, String message) {
    return text.failure(offset, ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}
