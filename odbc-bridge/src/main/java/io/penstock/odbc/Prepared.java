package io.penstock.odbc;

import io.penstock.gateway.query.Statement;
import io.penstock.odbc.sql.ClientCommand;
import io.penstock.odbc.sql.ClientStatement;
import java.util.List;

/** A statement that was parsed and can be run. */
sealed interface Prepared {
  /** Nothing but blanks and comments. */
  record Empty() implements Prepared {}

  /** The door's own. */
  record Command(ClientCommand command) implements Prepared {}

  /**
   * The query service's.
   *
   * @param parameterTypes PostgreSQL's numbers of the client's parameters' types
   */
  record Query(Statement statement, ClientStatement client, List<Integer> parameterTypes)
      implements Prepared {
    public Query {
      parameterTypes = List.copyOf(parameterTypes);
    }
  }
}
