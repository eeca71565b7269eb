package io.penstock.odbc;

import io.penstock.execution.api.Failure;
import io.penstock.execution.api.QueryId;
import io.penstock.odbc.sql.ClientStatement;
import io.penstock.odbc.sql.ClientText;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is being worked on, so that an error can say where it is. Used by one thread at a time. */
final class Place {
  private @Nullable String text;
  private @Nullable ClientStatement statement;
  private @Nullable QueryId id;

  /** Nothing yet of a new message. */
  void clear() {
    text = null;
    statement = null;
    id = null;
  }

  /** A client's text, about to be cut into statements. */
  void text(String sent) {
    text = sent;
  }

  /** One of the text's statements. */
  void statement(ClientStatement current) {
    statement = current;
    id = null;
  }

  void query(QueryId running) {
    id = running;
  }

  @Nullable QueryId query() {
    return id;
  }

  /** Where in the client's text a failure is: a character's number, from 1. */
  OptionalInt position(Failure failure) {
    ClientStatement current = statement;
    String sent = text;
    if (failure.position().isEmpty()) {
      return OptionalInt.empty();
    }
    if (current != null) {
      return OptionalInt.of(current.characterOf(failure.position().get()));
    }
    return sent == null
        ? OptionalInt.empty()
        : OptionalInt.of(ClientText.characterOf(sent, failure));
  }
}
