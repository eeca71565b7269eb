package io.penstock.benchmarks.lake;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Generated rows as columnar batches. A batch is valid until the next one is asked for: all share
 * the same arrays. Not thread-safe.
 *
 * @param <R> the generator's rows
 */
final class RowBatches<R> implements CloseableIterator<FilteredColumnarBatch> {
  static final int BATCH_ROWS = 8192;

  private final StructType schema;
  private final List<LakeColumn<R>> columns;
  private final List<ColumnBuffer> buffers;
  private final Iterator<R> rows;
  private final BatchListener listener;

  /** Told of every batch before it is handed out; may throw to end the generation. */
  interface BatchListener {
    void onBatch(int rows);
  }

  RowBatches(TableLayout<R> layout, int part, BatchListener listener) {
    this.schema = layout.schema();
    this.columns = layout.columns();
    this.buffers = columns.stream().map(c -> new ColumnBuffer(c.type(), BATCH_ROWS)).toList();
    this.rows = layout.parts().apply(part).iterator();
    this.listener = listener;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public FilteredColumnarBatch next() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException();
    }
    buffers.forEach(ColumnBuffer::clear);
    int size = 0;
    while (size < BATCH_ROWS && rows.hasNext()) {
      R row = rows.next();
      for (int i = 0; i < buffers.size(); i++) {
        columns.get(i).reader().read(row, buffers.get(i));
      }
      size++;
    }
    listener.onBatch(size);
    return new FilteredColumnarBatch(new Batch(schema, buffers, size), Optional.empty());
  }

  @Override
  public void close() {}

  private record Batch(StructType schema, List<? extends ColumnVector> columns, int size)
      implements ColumnarBatch {
    @Override
    public StructType getSchema() {
      return schema;
    }

    @Override
    public ColumnVector getColumnVector(int ordinal) {
      return columns.get(ordinal);
    }

    @Override
    public int getSize() {
      return size;
    }
  }
}
