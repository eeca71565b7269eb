package io.penstock.odbc.sql;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.TextPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement of a client's text, and the same in Spark's writing: identifiers in back-ticks,
 * {@code ?} for {@code $1}, literals that mean in Spark what they mean in PostgreSQL. Immutable.
 */
public final class ClientStatement {
  /** What stands behind the BEGIN of a transaction. */
  private static final List<String> TRANSACTION =
      List.of("WORK", "TRANSACTION", "ISOLATION", "READ", "DEFERRABLE");

  private final String source;
  private final List<ClientToken> tokens;
  private final String text;
  private final List<Integer> parameters;

  /** Offsets in {@link #text} and in the source where a piece begins, in order. */
  private final List<int[]> pieces;

  private ClientStatement(String source, List<ClientToken> tokens, Translation translation) {
    this.source = source;
    this.tokens = tokens.stream().filter(t -> t.kind() != ClientToken.Kind.COMMENT).toList();
    this.text = translation.text.toString();
    this.parameters = List.copyOf(translation.parameters);
    this.pieces = List.copyOf(translation.pieces);
  }

  /**
   * @param source the whole text that the client sent
   * @param tokens of this statement
   * @param backslashEscapes as the lexer read the strings
   */
  static ClientStatement of(String source, List<ClientToken> tokens, boolean backslashEscapes) {
    Translation translation = new Translation(source, backslashEscapes);
    tokens.forEach(translation::add);
    return new ClientStatement(source, tokens, translation);
  }

  /** For the planner. */
  public String text() {
    return text;
  }

  /** For each {@code ?} in order the number of the client's parameter, from 1. */
  public List<Integer> parameters() {
    return parameters;
  }

  List<ClientToken> tokens() {
    return tokens;
  }

  /** The keyword that it begins with, as written, or whatever else stands there. */
  public String firstWord() {
    return tokens.get(0).text();
  }

  /** Whether it is a script, and not the BEGIN of a transaction. */
  public boolean isScript() {
    return isScript(tokens);
  }

  static boolean isScript(List<ClientToken> tokens) {
    boolean labelled = tokens.size() > 2 && tokens.get(1).isSymbol(":");
    int begin = labelled ? 2 : 0;
    if (tokens.size() < begin + 2 || !tokens.get(begin).is("BEGIN")) {
      return false;
    }
    ClientToken next = tokens.get(begin + 1);
    boolean notDeferrable =
        next.is("NOT") && tokens.size() > begin + 2 && tokens.get(begin + 2).is("DEFERRABLE");
    return !notDeferrable && TRANSACTION.stream().noneMatch(next::is);
  }

  /** Whether it begins with these keywords. */
  public boolean startsWith(String... keywords) {
    if (tokens.size() < keywords.length) {
      return false;
    }
    for (int i = 0; i < keywords.length; i++) {
      if (!tokens.get(i).is(keywords[i])) {
        return false;
      }
    }
    return true;
  }

  /** Where in the client's text a place of {@link #text} is: a character's number, from 1. */
  public int characterOf(TextPosition place) {
    int lineStart = 0;
    for (int line = 1; line < place.line(); line++) {
      int next = ClientLexer.lineEndAt(text, lineStart);
      lineStart = next < 0 ? text.length() : next;
    }
    int offset = Math.min(lineStart + place.column() - 1, text.length());
    int[] piece = pieces.get(0);
    int length = 0;
    for (int i = 0; i < pieces.size() && pieces.get(i)[0] <= offset; i++) {
      piece = pieces.get(i);
      length = piece[2];
    }
    int inSource = piece[1] + Math.min(offset - piece[0], length);
    return source.codePointCount(0, Math.min(inSource, source.length())) + 1;
  }

  /** Spark's writing, made token by token. */
  private static final class Translation {
    private final String source;
    private final boolean backslashEscapes;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> parameters = new ArrayList<>();
    private final List<int[]> pieces = new ArrayList<>();
    private int done = -1;

    Translation(String source, boolean backslashEscapes) {
      this.source = source;
      this.backslashEscapes = backslashEscapes;
    }

    void add(ClientToken token) {
      if (done >= 0 && done < token.start()) {
        piece(done, source.substring(done, token.start()), token.start() - done);
      }
      String written = written(token);
      boolean same = written.equals(token.text());
      piece(token.start(), written, same ? written.length() : 0);
      done = token.end();
    }

    /**
     * @param same how many characters stand for those of the source one by one
     */
    private void piece(int sourceStart, String written, int same) {
      pieces.add(new int[] {text.length(), sourceStart, same});
      text.append(written);
    }

    private String written(ClientToken token) {
      return switch (token.kind()) {
        case QUOTED -> "`" + token.value().replace("`", "``") + "`";
        case ESCAPED -> literal(token.value());
        case STRING -> backslashEscapes ? token.text() : token.text().replace("\\", "\\\\");
        case PARAMETER -> parameter(token);
        case SYMBOL -> symbol(token);
        // A backslash there would make Spark take the next line for a part of the comment.
        case COMMENT ->
            token.text().startsWith("--") ? token.text().replace('\\', '/') : token.text();
        default -> token.text();
      };
    }

    private static String literal(String value) {
      return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private String parameter(ClientToken token) {
      String digits = token.text().substring(1);
      int number = digits.length() > 5 ? 0 : Integer.parseInt(digits);
      if (number < 1 || number > 65_535) {
        throw ClientLexer.failure(
            source,
            token.start(),
            ErrorCode.UNBOUND_SQL_PARAMETER,
            "There is no parameter " + token.text() + ".");
      }
      parameters.add(number);
      return "?";
    }

    private String symbol(ClientToken token) {
      if (token.isSymbol("?")) {
        throw ClientLexer.failure(
            source,
            token.start(),
            ErrorCode.PARSE_SYNTAX_ERROR,
            "Unexpected ?. Write parameters as $1, $2 and so on.");
      }
      return token.text();
    }
  }
}
