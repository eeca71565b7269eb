package io.penstock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a Penstock connection can do beyond JDBC; get it with {@code
 * connection.unwrap(PenstockConnection.class)}.
 */
public interface PenstockConnection extends Connection {

  /**
   * Asks the server how far the session's latest query is, running or last finished. Blocks for one
   * round trip; may be called from another thread than the query's.
   *
   * @return {@link QueryProgress#NONE} if the session has run no query
   */
  QueryProgress progress() throws SQLException;
}
