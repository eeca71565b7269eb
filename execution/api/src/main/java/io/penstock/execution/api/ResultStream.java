package io.penstock.execution.api;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of one statement as Arrow batches, read once, with back-pressure to the engine. Not
 * thread-safe, but for {@link #cancel}. {@link #close} is idempotent and ends the statement if it
 * still runs.
 */
public interface ResultStream extends AutoCloseable {
  /** Names and types of the columns, as the engine analysed them. */
  Schema schema();

  /**
   * Loads the next batch into {@link #batch()}; blocks until there is one.
   *
   * @return false when all rows have been read
   * @throws PenstockException as the statement failed
   */
  boolean next();

  /** The batch that {@link #next} loaded; lent, and overwritten by the next call of it. */
  VectorSchemaRoot batch();

  /** Stops the statement from any thread; {@link #next} then fails or returns false. */
  void cancel();

  @Override
  void close();
}
