package io.penstock.jdbc;

import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The batches of a result, one after the other. {@link #close} may come from any thread. */
interface BatchSource extends AutoCloseable {

  /**
   * Moves to the next batch with rows; the one before is gone.
   *
   * @return false at the end
   */
  boolean next() throws SQLException;

  /** The current batch; lent until {@link #next} or {@link #close}. */
  VectorSchemaRoot batch();

  /** Throws if the result may not be read any more. Called for every row. */
  void checkRunning() throws SQLException;

  /** Frees all buffers at once, read or not. */
  @Override
  void close();
}
