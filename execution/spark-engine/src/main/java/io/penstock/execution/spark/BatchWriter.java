package io.penstock.execution.spark;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.arrow.ArrowWriter;

/**
 * Cuts the rows of one partition into Arrow batches and puts them into the statement's channel. For
 * one thread; closed by whoever made it, before the writer leaves the channel.
 */
final class BatchWriter implements AutoCloseable {
  static final int MAX_ROWS = 8192;
  static final long TARGET_BYTES = 1 << 20;

  private final ResultChannel channel;
  private final int partition;
  private final VectorSchemaRoot root;
  private final ArrowWriter writer;
  private int rows;
  private long bytes;

  BatchWriter(ResultChannel channel, int partition) {
    this.channel = channel;
    this.partition = partition;
    this.root = VectorSchemaRoot.create(channel.schema(), channel.allocator());
    this.writer = ArrowWriter.create(root);
  }

  /**
   * Adds a row; waits for the reader when a batch is full.
   *
   * @return false if nobody reads any more
   */
  boolean write(InternalRow row) throws InterruptedException {
    writer.write(row);
    rows++;
    bytes += row instanceof UnsafeRow unsafe ? unsafe.getSizeInBytes() : 256;
    return (rows < MAX_ROWS && bytes < TARGET_BYTES) || flush();
  }

  /**
   * Puts out the rows that are left.
   *
   * @return false if nobody reads any more
   */
  boolean flush() throws InterruptedException {
    if (rows == 0) {
      return true;
    }
    writer.finish();
    boolean read = channel.put(partition, new VectorUnloader(root).getRecordBatch());
    // the batch keeps the buffers: the next one gets its own
    root.clear();
    for (FieldVector vector : root.getFieldVectors()) {
      vector.setInitialCapacity(rows);
    }
    writer.reset();
    rows = 0;
    bytes = 0;
    return read;
  }

  @Override
  public void close() {
    root.close();
  }
}
