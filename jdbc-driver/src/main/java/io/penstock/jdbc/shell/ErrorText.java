package io.penstock.jdbc.shell;

import io.penstock.jdbc.PenstockSqlException;
import java.sql.SQLException;

/** An error as the shell shows it. */
final class ErrorText {

  private ErrorText() {}

  /** The message and, if the place is known, the line of the statement with a caret below it. */
  static String of(SQLException e, String statement) {
    String message = e.getMessage() == null ? "The driver gave no message" : e.getMessage();
    String text = "error: " + message;
    String state = e.getSQLState();
    if (state != null && !message.contains(state)) {
      text += " (SQLSTATE " + state + ")";
    }
    if (e instanceof PenstockSqlException error && error.line().isPresent()) {
      return text + caret(statement, error.line().getAsInt(), error.column().orElse(1));
    }
    return text;
  }

  private static String caret(String statement, int line, int column) {
    String[] lines = statement.split("\n", -1);
    if (line > lines.length) {
      return "";
    }
    String shown = lines[line - 1].replace("\t", " ").replace("\r", "");
    int before = Math.min(column - 1, shown.length());
    int indent = TableWriter.width(shown.substring(0, Math.max(0, before)));
    return "\n  " + shown + "\n  " + " ".repeat(indent) + "^";
  }
}
