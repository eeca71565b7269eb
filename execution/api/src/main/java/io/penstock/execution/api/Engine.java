package io.penstock.execution.api;

import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Runs statements. Thread-safe; every method may block on the engine's process. Closed by whoever
 * made it.
 */
public interface Engine extends AutoCloseable {
  /**
   * Starts a statement and waits for the schema of its result.
   *
   * @param allocator owns the result's buffers until the stream is closed
   * @return the running statement's rows; the caller closes it, which ends the statement
   * @throws PenstockException as the engine rejected the statement, or {@link
   *     ErrorCode#ENGINE_LOST}, {@link ErrorCode#ENGINE_START_FAILED}
   */
  ResultStream execute(ExecutableQuery query, BufferAllocator allocator);

  /**
   * Parses a statement, and looks no name up.
   *
   * @param settings engine configuration, as {@link ExecutableQuery#settings}
   * @throws PenstockException as the engine's parser rejects the text
   */
  StatementOutline outline(String text, Map<String, String> settings);

  /**
   * Analyses a statement without running it.
   *
   * @return the columns of its result; none if it has none
   * @throws PenstockException as {@link #execute} does for what analysis finds
   */
  Schema describe(ExecutableQuery query);

  /**
   * Asks the engine to stop a statement; its stream then fails with {@link
   * ErrorCode#QUERY_CANCELED}.
   *
   * @return false if no such statement runs
   */
  boolean cancel(QueryId id);

  /** What the engine is doing now. */
  EngineStatus status();

  @Override
  void close();
}
