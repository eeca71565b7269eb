package io.penstock.execution.api;

import org.apache.arrow.memory.BufferAllocator;

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
