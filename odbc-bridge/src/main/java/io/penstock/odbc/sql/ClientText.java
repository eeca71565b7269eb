package io.penstock.odbc.sql;

import io.penstock.execution.api.Failure;
import io.penstock.execution.api.TextPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's text: any number of statements with semicolons between them, or, at its end, a script
 * ({@code BEGIN ... END}), of which the engine's parser finds the end.
 */
public final class ClientText {
  private ClientText() {}

  /**
   * The statements that are not empty.
   *
   * @param backslashEscapes whether a backslash in {@code 'a'} escapes what follows ({@code
   *     standard_conforming_strings = off})
   * @throws io.penstock.execution.api.PenstockException with a place in {@code text}, for a string,
   *     identifier or comment that does not end
   */
  public static List<ClientStatement> split(String text, boolean backslashEscapes) {
    List<ClientStatement> statements = new ArrayList<>();
    List<ClientToken> tokens = new ArrayList<>();
    for (ClientToken token : new ClientLexer(text, backslashEscapes).tokens()) {
      if (token.isSymbol(";") && !ClientStatement.isScript(withoutComments(tokens))) {
        close(text, tokens, backslashEscapes, statements);
        tokens.clear();
      } else {
        tokens.add(token);
      }
    }
    close(text, tokens, backslashEscapes, statements);
    return statements;
  }

  /** Where in a text a failure's place is that counts in this text itself. */
  public static int characterOf(String text, Failure failure) {
    TextPosition place = failure.position().orElse(new TextPosition(1, 1));
    int lineStart = 0;
    for (int line = 1; line < place.line(); line++) {
      lineStart = Math.max(lineStart, ClientLexer.lineEndAt(text, lineStart));
    }
    return text.codePointCount(0, Math.min(lineStart + place.column() - 1, text.length())) + 1;
  }

  private static void close(
      String text,
      List<ClientToken> tokens,
      boolean backslashEscapes,
      List<ClientStatement> statements) {
    if (!withoutComments(tokens).isEmpty()) {
      statements.add(ClientStatement.of(text, tokens, backslashEscapes));
    }
  }

  private static List<ClientToken> withoutComments(List<ClientToken> tokens) {
    return tokens.stream().filter(token -> token.kind() != ClientToken.Kind.COMMENT).toList();
  }
}
