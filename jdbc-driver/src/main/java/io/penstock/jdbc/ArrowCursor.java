package io.penstock.jdbc;

import io.penstock.jdbc.column.ColumnAccessor;
import io.penstock.jdbc.column.RowPosition;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.Calendar;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.util.ArrayImpl;
import org.apache.calcite.avatica.util.Cursor;
import org.jspecify.annotations.Nullable;

/** Walks over the rows of a {@link BatchSource}, which it owns. */
final class ArrowCursor implements Cursor {

  private final BatchSource source;
  private final RowPosition position = new RowPosition();
  private final long maxRows;
  private ColumnAccessor[] accessors;
  private @Nullable VectorSchemaRoot bound;
  private boolean batchWaiting;
  private int batchRows;
  private long rowsSeen;
  private boolean ended;

  /**
   * @param batchWaiting whether the source stands at a batch that nobody has read yet
   * @param maxRows how many rows to show; 0 is all
   */
  ArrowCursor(
      Schema schema,
      BatchSource source,
      boolean batchWaiting,
      long maxRows,
      BufferAllocator allocator) {
    this.source = source;
    this.batchWaiting = batchWaiting;
    this.maxRows = maxRows;
    try (VectorSchemaRoot empty = VectorSchemaRoot.create(schema, allocator)) {
      this.accessors = accessorsOf(empty);
    }
  }

  private ColumnAccessor[] accessorsOf(VectorSchemaRoot root) {
    List<FieldVector> vectors = root.getFieldVectors();
    ColumnAccessor[] created = new ColumnAccessor[vectors.size()];
    for (int i = 0; i < created.length; i++) {
      created[i] = ColumnAccessor.of(vectors.get(i), position);
    }
    return created;
  }

  /** The accessors, always those of the current batch. */
  @Override
  public List<Accessor> createAccessors(
      List<ColumnMetaData> types, Calendar localCalendar, ArrayImpl.Factory factory) {
    return new AbstractList<>() {
      @Override
      public Accessor get(int index) {
        return accessors[index];
      }

      @Override
      public int size() {
        return accessors.length;
      }
    };
  }

  ColumnAccessor accessor(int column) throws SQLException {
    if (column < 1 || column > accessors.length) {
      throw new SQLException(
          "There is no column " + column + ": the result has " + accessors.length, "07009");
    }
    return accessors[column - 1];
  }

  @Override
  public boolean next() throws SQLException {
    if (ended) {
      return false;
    }
    source.checkRunning();
    if (maxRows > 0 && rowsSeen == maxRows) {
      end();
      return false;
    }
    int row = position.row() + 1;
    if (row >= batchRows) {
      if (!nextBatch()) {
        end();
        return false;
      }
      row = 0;
    }
    position.moveTo(row);
    rowsSeen++;
    return true;
  }

  private boolean nextBatch() throws SQLException {
    position.moveTo(-1);
    if (!batchWaiting && !source.next()) {
      return false;
    }
    batchWaiting = false;
    VectorSchemaRoot batch = source.batch();
    if (batch != bound) {
      accessors = accessorsOf(batch);
      bound = batch;
    }
    batchRows = batch.getRowCount();
    return true;
  }

  /** Whether a row was shown. */
  boolean hadRows() {
    return rowsSeen > 0;
  }

  /** False once it is known that there are no rows. */
  boolean mayHaveRows() {
    return batchWaiting || rowsSeen > 0;
  }

  private void end() {
    ended = true;
    close();
  }

  @Override
  public void close() {
    position.moveTo(-1);
    batchRows = 0;
    source.close();
  }

  @Override
  public boolean wasNull() {
    return position.lastWasNull();
  }
}
