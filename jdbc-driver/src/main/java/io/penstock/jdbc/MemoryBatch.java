package io.penstock.jdbc;

import org.apache.arrow.vector.VectorSchemaRoot;

/** A result that is in memory as a whole; owns its batch. */
final class MemoryBatch implements BatchSource {

  private final VectorSchemaRoot batch;
  private boolean read;

  MemoryBatch(VectorSchemaRoot batch) {
    this.batch = batch;
  }

  @Override
  public boolean next() {
    boolean first = !read;
    read = true;
    return first && batch.getRowCount() > 0;
  }

  @Override
  public VectorSchemaRoot batch() {
    return batch;
  }

  @Override
  public void checkRunning() {}

  @Override
  public void close() {
    batch.close();
  }
}
