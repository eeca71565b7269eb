package io.penstock.odbc;

import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.ResultColumn;
import java.util.List;

/**
 * A result that is being read. Used by one thread at a time; closed by the portal that holds it.
 */
interface Rows extends AutoCloseable {
  /**
   * The columns as they are sent.
   *
   * @param formats 0 text, 1 binary: one for all columns, one per column, or none for text
   */
  List<ResultColumn> columns(List<Integer> formats);

  /**
   * Sends rows.
   *
   * @param limit at most so many; 0 for all
   * @return how many were sent; fewer than the limit only at the end
   */
  long send(Outbox outbox, List<Integer> formats, long limit);

  @Override
  void close();
}
