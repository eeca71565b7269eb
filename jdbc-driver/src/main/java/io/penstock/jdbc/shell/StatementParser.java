package io.penstock.jdbc.shell;

import java.util.Locale;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Asks for another line until the statement ends with a semicolon. */
final class StatementParser extends DefaultParser {

  private static final Set<String> COMMANDS = Set.of("", "help", "exit", "quit");

  StatementParser() {
    setQuoteChars(new char[0]);
    setEscapeChars(new char[0]);
  }

  @Override
  public boolean isDelimiterChar(CharSequence buffer, int position) {
    char c = buffer.charAt(position);
    return Character.isWhitespace(c) || "(),;=<>.+-*/".indexOf(c) >= 0;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE
        && !COMMANDS.contains(line.strip().toLowerCase(Locale.ROOT))) {
      StatementText text = StatementText.of(line);
      if (text.open() || !text.rest().isEmpty()) {
        throw new EOFError(-1, cursor, "the statement goes on");
      }
    }
    return super.parse(line, cursor, context);
  }
}
