package io.penstock.execution.spark;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches from the tasks of one statement to its one reader, bounded in bytes: a task that is
 * ahead of the reader waits.
 *
 * <p>When the order of the partitions matters, batches come out partition by partition. Then the
 * partition that the reader is at may always add a batch while it has none waiting, whatever the
 * others hold, so that it never waits for those behind it.
 *
 * <p>Thread-safe. The channel owns the allocator that it was given: it is closed once the reader
 * and every task have left.
 */
final class ResultChannel {
  private final BufferAllocator allocator;
  private final Schema schema;
  private final long maxBytes;
  private final Map<Integer, Queue<ArrowRecordBatch>> queues = new HashMap<>();
  private final Map<Integer, Boolean> finished = new HashMap<>();
  private boolean inOrder;
  private long skippedRows;
  private long maxRows = Long.MAX_VALUE;
  private int current;
  private long bytes;
  private int writers;
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * @param allocator for the statement's buffers; owned from now on
   * @param schema of the batches
   * @param maxBytes that may wait in the channel
   */
  ResultChannel(BufferAllocator allocator, Schema schema, long maxBytes) {
    this.allocator = allocator;
    this.schema = schema;
    this.maxBytes = maxBytes;
  }

  /** For buffers of this statement; valid between {@link #enter} and {@link #leave}. */
  BufferAllocator allocator() {
    return allocator;
  }

  Schema schema() {
    return schema;
  }

  /** Partitions come out in the order of their numbers. Before the first writer enters. */
  synchronized void keepOrder() {
    inOrder = true;
  }

  /**
   * Only some of the rows are wanted. Before the first writer enters.
   *
   * @param skip rows from the beginning that the reader drops
   * @param max rows, with the dropped ones
   */
  synchronized void limit(long skip, long max) {
    skippedRows = skip;
    maxRows = max;
  }

  synchronized long skippedRows() {
    return skippedRows;
  }

  synchronized long maxRows() {
    return maxRows;
  }

  /**
   * A writer begins; it must {@link #leave}.
   *
   * @return false if nobody reads any more
   */
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    writers++;
    return true;
  }

  /** A writer has closed its buffers and ends. */
  synchronized void leave() {
    writers--;
    releaseIfLeft();
  }

  /**
   * Adds a batch, and waits while the channel is full. The channel owns the batch from now on, even
   * if it is refused.
   *
   * @return false if nobody reads any more: the writer should end
   */
  synchronized boolean put(int partition, ArrowRecordBatch batch) throws InterruptedException {
    int queue = inOrder ? partition : 0;
    long size = batch.computeBodyLength();
    boolean added = false;
    try {
      while (!closed && failure == null && !hasRoom(queue, size)) {
        wait();
      }
      if (!closed && failure == null) {
        queues.computeIfAbsent(queue, number -> new ArrayDeque<>()).add(batch);
        bytes += size;
        added = true;
        notifyAll();
      }
    } finally {
      if (!added) {
        batch.close();
      }
    }
    return added;
  }

  private boolean hasRoom(int queue, long size) {
    if (bytes == 0 || bytes + size <= maxBytes) {
      return true;
    }
    Queue<ArrowRecordBatch> waiting = queues.get(queue);
    return inOrder && queue == current && (waiting == null || waiting.isEmpty());
  }

  /** The partition has no more batches. */
  synchronized void finish(int partition) {
    if (inOrder) {
      finished.put(partition, true);
      notifyAll();
    }
  }

  /** All partitions are finished. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The reader's {@link #next} throws this from now on; the first failure counts. */
  synchronized void fail(Throwable error) {
    if (failure == null) {
      failure = error;
      notifyAll();
    }
  }

  /**
   * Waits for the next batch; the caller closes it.
   *
   * @return null at the end
   * @throws Throwable what {@link #fail} was given
   */
  synchronized @Nullable ArrowRecordBatch next() throws Throwable {
    while (true) {
      if (failure != null) {
        throw failure;
      }
      Queue<ArrowRecordBatch> waiting = queues.get(current);
      ArrowRecordBatch batch = waiting == null ? null : waiting.poll();
      if (batch != null) {
        bytes -= batch.computeBodyLength();
        notifyAll();
        return batch;
      }
      if (inOrder && finished.containsKey(current)) {
        queues.remove(current);
        finished.remove(current);
        current++;
        notifyAll();
      } else if (ended) {
        return null;
      } else {
        wait();
      }
    }
  }

  /** The reader leaves: what waits is dropped and writers are turned away. Idempotent. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    queues.values().forEach(queue -> queue.forEach(ArrowRecordBatch::close));
    queues.clear();
    bytes = 0;
    notifyAll();
    releaseIfLeft();
  }

  private void releaseIfLeft() {
    if (closed && writers == 0) {
      allocator.close();
    }
  }
}
