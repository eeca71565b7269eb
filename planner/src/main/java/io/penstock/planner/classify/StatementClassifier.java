package io.penstock.planner.classify;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.catalog.Suggestions;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.Statement.UseTarget;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.StringLiterals;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells queries from commands, and reads the commands. Babel's grammar takes {@code SHOW TABLES}
 * for an expression, so this comes first.
 */
public final class StatementClassifier {
  private static final List<String> QUERY_STARTS =
      List.of("SELECT", "WITH", "VALUES", "TABLE", "FROM");
  private static final Set<String> TWO_WORD_STATEMENTS =
      new TreeSet<>(
          List.of("ALTER", "ANALYZE", "CREATE", "DROP", "SHOW", "INSERT", "CACHE", "REFRESH"));

  /** Words that begin a statement of Spark or Delta which is not understood here. */
  private static final Set<String> OTHER_STARTS =
      new TreeSet<>(
          List.of(
              "ADD",
              "ALTER",
              "ANALYZE",
              "BEGIN",
              "CACHE",
              "CALL",
              "CLEAR",
              "COMMENT",
              "COMMIT",
              "CONVERT",
              "COPY",
              "CREATE",
              "DECLARE",
              "DELETE",
              "DROP",
              "EXECUTE",
              "EXPORT",
              "GENERATE",
              "GRANT",
              "IMPORT",
              "INSERT",
              "LIST",
              "LOAD",
              "LOCK",
              "MERGE",
              "MSCK",
              "OPTIMIZE",
              "REFRESH",
              "REORG",
              "REPAIR",
              "REPLACE",
              "RESTORE",
              "REVOKE",
              "ROLLBACK",
              "START",
              "SYNC",
              "TRUNCATE",
              "UNCACHE",
              "UNDROP",
              "UNLOCK",
              "UPDATE",
              "VACUUM"));

  private static final String POSSIBLE =
      "Possible are queries (SELECT, WITH, VALUES, TABLE, FROM), EXPLAIN, INSERT, UPDATE, DELETE,"
          + " MERGE, CREATE, ALTER, DROP and UNDROP of catalogs, schemas, tables and views,"
          + " COMMENT ON, COPY INTO, OPTIMIZE, VACUUM, ANALYZE, RESTORE, TRUNCATE, EXECUTE IMMEDIATE, SHOW, DESCRIBE, USE, SET and"
          + " RESET.";

  private final SqlText text;
  private final TokenReader reader;

  private StatementClassifier(SqlText text) {
    this.text = text;
    this.reader = new TokenReader(text);
  }

  /**
   * @throws PenstockException UNSUPPORTED_FEATURE for a kind that is not understood here,
   *     PARSE_SYNTAX_ERROR for a command that is written wrongly
   */
  public static Statement classify(SqlText text) {
    return new StatementClassifier(text).statement();
  }

  private Statement statement() {
    Token first = text.tokens().get(0);
    if (text.isScript()) {
      return EngineCommands.read(text);
    }
    if (startsQuery()) {
      return new Statement.Query(text);
    }
    if (reader.take("EXPLAIN")) {
      return explain(first);
    }
    if (reader.take("USE")) {
      return use();
    }
    if (EngineCommands.setsVariable(text)) {
      return EngineCommands.read(text);
    }
    if (reader.take("SET")) {
      return new SettingReader(text, reader).set();
    }
    if (reader.take("RESET")) {
      return new SettingReader(text, reader).reset();
    }
    if (NameCommandStarts.isOne(text)) {
      return new Statement.NameCommand(text);
    }
    if (reader.take("SHOW")) {
      return show();
    }
    if (EngineCommands.isOne(text)) {
      return EngineCommands.read(text);
    }
    if (ImmediateStatement.isOne(text)) {
      return ImmediateStatement.read(text);
    }
    if (first.kind() != Kind.WORD) {
      throw text.failure(
          first.start(),
          ErrorCode.PARSE_SYNTAX_ERROR,
          "Syntax error at or near " + first.text() + ": no statement begins so. " + POSSIBLE);
    }
    if (!OTHER_STARTS.contains(first.upper())) {
      throw unknown(first);
    }
    throw unsupported();
  }

  private PenstockException unknown(Token first) {
    Set<String> starts = new TreeSet<>(OTHER_STARTS);
    starts.addAll(QUERY_STARTS);
    starts.addAll(List.of("EXPLAIN", "USE", "SET", "RESET", "SHOW", "DESCRIBE"));
    String suggestion =
        Suggestions.closest(first.upper(), starts)
            .map(word -> "Did you mean " + word + "?")
            .orElse(POSSIBLE);
    return text.failure(
        first.start(),
        ErrorCode.PARSE_SYNTAX_ERROR,
        "Syntax error at or near " + first.text() + ": no statement begins so. " + suggestion);
  }

  /** A query may begin with any number of brackets. */
  private boolean startsQuery() {
    int at = 0;
    List<Token> tokens = text.tokens();
    while (at < tokens.size() && tokens.get(at).isSymbol("(")) {
      at++;
    }
    return at < tokens.size() && tokens.get(at).isAny(QUERY_STARTS.toArray(new String[0]));
  }

  private Statement explain(Token first) {
    ExplainMode mode = ExplainMode.SIMPLE;
    for (ExplainMode other : ExplainMode.values()) {
      if (other != ExplainMode.SIMPLE && reader.take(other.name())) {
        mode = other;
        break;
      }
    }
    int start = reader.peek().map(Token::start).orElse(text.text().length());
    if (reader.isAtEnd()) {
      throw reader.expected("a query");
    }
    SqlText inner = text.from(start);
    if (inner.isScript()) {
      throw text.failure(
          first.start(),
          ErrorCode.UNSUPPORTED_FEATURE,
          "A script cannot be explained. Explain its statements one by one.");
    }
    Statement explained = classify(inner);
    if (!(explained instanceof Statement.Query || explained instanceof Statement.EngineCommand)) {
      throw text.failure(
          first.start(),
          ErrorCode.UNSUPPORTED_FEATURE,
          "EXPLAIN explains queries and what an engine carries out. " + POSSIBLE);
    }
    return new Statement.Explain(explained, mode);
  }

  private Statement use() {
    UseTarget target = UseTarget.ANY;
    // A catalog or schema of that very name: USE catalog.
    boolean keyword = reader.remaining() > 1 && !reader.peekSymbol(1, ".");
    if (keyword && reader.take("CATALOG")) {
      target = UseTarget.CATALOG;
    } else if (keyword
        && (reader.take("SCHEMA") || reader.take("DATABASE") || reader.take("NAMESPACE"))) {
      target = UseTarget.SCHEMA;
    }
    QualifiedName name = reader.name(2);
    reader.expectEnd();
    return new Statement.Use(name, target);
  }

  private Statement show() {
    if (reader.take("CATALOGS")) {
      return finish(new Statement.ShowCatalogs(pattern()));
    }
    if (reader.take("SCHEMAS") || reader.take("DATABASES") || reader.take("NAMESPACES")) {
      Optional<QualifiedName> catalog = inName(1);
      return finish(new Statement.ShowSchemas(catalog, pattern()));
    }
    throw unsupported();
  }

  private Statement finish(Statement statement) {
    reader.expectEnd();
    return statement;
  }

  private Optional<QualifiedName> inName(int maxParts) {
    return reader.take("IN") || reader.take("FROM")
        ? Optional.of(reader.name(maxParts))
        : Optional.empty();
  }

  private Optional<String> pattern() {
    boolean like = reader.take("LIKE");
    Optional<Token> token = reader.peek().filter(t -> t.kind() == Kind.STRING);
    if (token.isEmpty()) {
      if (like) {
        throw reader.expected("a pattern in quotes");
      }
      return Optional.empty();
    }
    reader.skip();
    return token.map(StringLiterals::value);
  }

  private PenstockException unsupported() {
    List<Token> tokens = text.tokens();
    String kind = tokens.get(0).upper();
    if (TWO_WORD_STATEMENTS.contains(kind)
        && tokens.size() > 1
        && tokens.get(1).kind() == Kind.WORD) {
      kind += " " + tokens.get(1).upper();
    } else if (kind.equals("DESC")) {
      kind = "DESCRIBE";
    }
    return text.failure(
        tokens.get(0).start(),
        ErrorCode.UNSUPPORTED_FEATURE,
        "Statements of kind " + kind + " are not supported. " + POSSIBLE);
  }
}
