package io.penstock.planner.views;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ViewQuery;
import io.penstock.planner.validate.ViewQuery.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the queries of views in the place of their names. All else of the text stays as it was
 * written; in the queries, tables get their full names, for they were written under another current
 * schema.
 */
public final class ViewText {
  /** Words that may follow a relation and are no alias. */
  private static final Set<String> FOLLOWERS =
      Set.of(
          "ANTI",
          "CLUSTER",
          "CROSS",
          "DISTRIBUTE",
          "EXCEPT",
          "FETCH",
          "FROM",
          "FULL",
          "GROUP",
          "HAVING",
          "INNER",
          "INSERT",
          "INTERSECT",
          "JOIN",
          "LATERAL",
          "LEFT",
          "LIMIT",
          "MAP",
          "MINUS",
          "NATURAL",
          "OFFSET",
          "ON",
          "ORDER",
          "OUTER",
          "PIVOT",
          "QUALIFY",
          "REDUCE",
          "RIGHT",
          "SELECT",
          "SEMI",
          "SET",
          "SETMINUS",
          "SORT",
          "TABLESAMPLE",
          "UNION",
          "UNPIVOT",
          "USING",
          "VALUES",
          "WHEN",
          "WHERE",
          "WINDOW");

  private static final int MAX_VIEWS = 1_000;

  private final Map<TableName, ViewQuery> views;
  private int count;

  private ViewText(List<ViewQuery> views) {
    this.views =
        views.stream().collect(Collectors.toMap(v -> v.view().name(), v -> v, (a, b) -> a));
  }

  /**
   * @param relations that the text names, in order
   * @param views all that are named there or by one another
   * @return the text itself if it names no view
   * @throws PenstockException STATEMENT_TOO_LARGE, STATEMENT_TOO_COMPLEX, or UNSUPPORTED_FEATURE
   *     for what a view cannot have, such as a version
   */
  public static String expand(SqlText text, List<Relation> relations, List<ViewQuery> views) {
    return views.isEmpty() ? text.text() : new ViewText(views).expand(text, relations, false);
  }

  private String expand(SqlText text, List<Relation> relations, boolean qualified) {
    StringBuilder expanded = new StringBuilder(text.text().length() * 2);
    int at = 0;
    for (Relation relation : relations) {
      if (relation.object() instanceof CatalogObject.View view) {
        int first = index(text, relation.start());
        boolean tableQuery = first > 0 && text.tokens().get(first - 1).is("TABLE");
        int start = tableQuery ? text.tokens().get(first - 1).start() : relation.start();
        expanded.append(text.text(), at, start);
        expanded.append(tableQuery ? "(SELECT * FROM " : "");
        at = append(expanded, text, relation, view);
        expanded.append(tableQuery ? ")" : "");
      } else if (qualified) {
        expanded.append(text.text(), at, relation.start()).append(relation.object().name().toSql());
        at = relation.end();
      }
    }
    // A comment behind the last word of a view's query would take in what follows it.
    int end = qualified ? text.tokens().get(text.tokens().size() - 1).end() : text.text().length();
    expanded.append(text.text(), at, end);
    if (expanded.length() > SqlText.MAX_LENGTH) {
      throw new PenstockException(
          ErrorCode.STATEMENT_TOO_LARGE,
          "With the queries of its views the statement has more than "
              + SqlText.MAX_LENGTH
              + " characters. Name fewer views, or make a table of one.");
    }
    return expanded.toString();
  }

  /** Appends what stands for the view, with an alias; the offset up to which it stands. */
  private int append(
      StringBuilder expanded, SqlText text, Relation relation, CatalogObject.View view) {
    List<Token> tokens = text.tokens();
    int next = index(text, relation.end());
    if (next < tokens.size() && isVersion(tokens, next)) {
      throw timeTravel(text, relation, view);
    }
    ViewQuery query = views.get(view.name());
    if (query == null) {
      throw new IllegalStateException("view " + view.name() + " was not expanded");
    }
    count++;
    if (count > MAX_VIEWS) {
      throw new PenstockException(
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "The statement names views more than "
              + MAX_VIEWS
              + " times, with those that other views name. Split it, or make a table of one.");
    }
    expanded.append(subquery(query));
    boolean sampled = next < tokens.size() && tokens.get(next).is("TABLESAMPLE");
    int behind = sampled ? behindSample(tokens, next) : next;
    int end = sampled ? tokens.get(behind - 1).end() : relation.end();
    expanded.append(text.text(), relation.end(), end);
    // FOR row AS SELECT ... FROM view DO
    boolean loop = text.isScript() && behind < tokens.size() && tokens.get(behind).is("DO");
    if (loop || !hasAlias(tokens, behind)) {
      expanded.append(" AS ").append(quote(view.name().table()));
    }
    return end;
  }

  private static PenstockException timeTravel(
      SqlText text, Relation relation, CatalogObject.View view) {
    Failure failure =
        new Failure(
            ErrorCode.UNSUPPORTED_FEATURE,
            "UNSUPPORTED_FEATURE.TIME_TRAVEL",
            ErrorCode.UNSUPPORTED_FEATURE.sqlState(),
            "View " + view.name().table() + " has no versions; only a table has.",
            Optional.empty());
    return new PenstockException(failure.at(text.position(relation.start())), null);
  }

  /** The view as a query in brackets, with its columns' names and types. */
  private String subquery(ViewQuery query) {
    String items = query.columns().stream().map(ViewText::item).collect(Collectors.joining(", "));
    String inner =
        IntStream.range(0, query.width())
            .mapToObj(i -> "_c" + i)
            .collect(Collectors.joining(", ", "(", ")"));
    return "(SELECT "
        + items
        + " FROM ("
        + expand(query.text(), query.relations(), true)
        + ") AS _v"
        + (query.width() == 0 ? "" : inner)
        + ")";
  }

  private static String item(Column column) {
    String value = column.source();
    String typed = column.type().isEmpty() ? value : "CAST(" + value + " AS " + column.type() + ")";
    return typed + " AS " + quote(column.name());
  }

  /** In back-ticks whatever it is: it may be a keyword. */
  static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static boolean hasAlias(List<Token> tokens, int index) {
    if (index >= tokens.size()) {
      return false;
    }
    Token token = tokens.get(index);
    return token.kind() == Kind.QUOTED
        || (token.kind() == Kind.WORD
            && !FOLLOWERS.contains(token.text().toUpperCase(Locale.ROOT)));
  }

  private static boolean isVersion(List<Token> tokens, int index) {
    Token token = tokens.get(index);
    Token following = tokens.get(Math.min(index + 1, tokens.size() - 1));
    return token.isSymbol("@")
        || (token.isAny("VERSION", "TIMESTAMP", "SYSTEM_VERSION", "SYSTEM_TIME")
            && following.is("AS"))
        || (token.is("FOR")
            && following.isAny("VERSION", "TIMESTAMP", "SYSTEM_VERSION", "SYSTEM_TIME"));
  }

  /** The index behind {@code TABLESAMPLE (...) [REPEATABLE (...)]}. */
  private static int behindSample(List<Token> tokens, int index) {
    int at = behindBrackets(tokens, index + 1);
    return at < tokens.size() && tokens.get(at).is("REPEATABLE")
        ? behindBrackets(tokens, at + 1)
        : at;
  }

  private static int behindBrackets(List<Token> tokens, int index) {
    int depth = 0;
    int at = index;
    do {
      if (at < tokens.size() && tokens.get(at).isSymbol("(")) {
        depth++;
      } else if (at < tokens.size() && tokens.get(at).isSymbol(")")) {
        depth--;
      }
      at++;
    } while (depth > 0 && at < tokens.size());
    return at;
  }

  /** The first token that begins at the offset or behind it. */
  private static int index(SqlText text, int offset) {
    int index = 0;
    while (index < text.tokens().size() && text.tokens().get(index).start() < offset) {
      index++;
    }
    return index;
  }
}
