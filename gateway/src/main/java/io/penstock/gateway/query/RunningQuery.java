package io.penstock.gateway.query;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.ResultStream;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A query's rows on their way to a client: the engine's batches under the validated names, counted;
 * ends the query's record when it is closed. Owns the engine's stream, the allocator and the slot.
 */
final class RunningQuery implements ResultStream {
  private final Query query;
  private final ResultStream source;
  private final Schema schema;
  private final BufferAllocator allocator;
  private final Runnable release;
  private final VectorSchemaRoot renamed;
  private @Nullable Boolean first;
  private boolean ended;
  private boolean closed;

  /**
   * @param schema the source's, but for the columns' names
   * @param release called once at the end
   */
  RunningQuery(
      Query query,
      ResultStream source,
      Schema schema,
      BufferAllocator allocator,
      Runnable release) {
    this.query = query;
    this.source = source;
    this.schema = schema;
    this.allocator = allocator;
    this.release = release;
    List<FieldVector> vectors = source.batch().getFieldVectors();
    this.renamed = new VectorSchemaRoot(schema.getFields(), vectors, 0);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /**
   * Waits for the first rows, which come when a change is done: a client that takes no rows must
   * not undo it by leaving.
   *
   * @throws PenstockException as {@link #next}
   */
  RunningQuery settled() {
    first = advance();
    return this;
  }

  @Override
  public boolean next() {
    Boolean known = first;
    first = null;
    return known == null ? advance() : known;
  }

  private boolean advance() {
    try {
      query.checkGoesOn();
      if (!source.next()) {
        query.checkGoesOn();
        ended = true;
        query.finish();
        return false;
      }
      VectorSchemaRoot batch = source.batch();
      renamed.setRowCount(batch.getRowCount());
      long bytes = 0;
      for (FieldVector vector : batch.getFieldVectors()) {
        bytes += vector.getBufferSize();
      }
      query.delivered(batch.getRowCount(), bytes);
      return true;
    } catch (PenstockException e) {
      ended = true;
      throw query.fail(e);
    } catch (RuntimeException e) {
      ended = true;
      throw query.fail(
          query.isChanging()
              ? new PenstockException(
                  ErrorCode.COMMIT_STATE_UNKNOWN,
                  "Reading the engine's answer failed: the change may have been committed or not."
                      + " Look at the table (DESCRIBE HISTORY) before you send it again.",
                  e)
              : new PenstockException(
                  ErrorCode.INTERNAL_ERROR, "Reading the engine's result failed.", e));
    }
  }

  @Override
  public VectorSchemaRoot batch() {
    return renamed;
  }

  @Override
  public void cancel() {
    query.stop(ErrorCode.QUERY_CANCELED);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      source.close();
    } finally {
      if (!ended) {
        query.abandon();
      }
      try {
        allocator.close();
      } finally {
        release.run();
      }
    }
  }
}
