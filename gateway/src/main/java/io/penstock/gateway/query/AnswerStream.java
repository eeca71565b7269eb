package io.penstock.gateway.query;

import io.penstock.execution.api.ResultStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows that the gateway knows itself, as one batch. */
final class AnswerStream implements ResultStream {
  private final VectorSchemaRoot root;
  private boolean delivered;

  /**
   * @param schema of Utf8, Int(32), Int(64) and Bool columns
   */
  AnswerStream(Schema schema, List<List<@Nullable Object>> rows, BufferAllocator allocator) {
    root = VectorSchemaRoot.create(schema, allocator);
    root.allocateNew();
    for (int row = 0; row < rows.size(); row++) {
      List<@Nullable Object> values = rows.get(row);
      for (int column = 0; column < values.size(); column++) {
        put(root.getVector(column), row, values.get(column));
      }
    }
    root.setRowCount(rows.size());
  }

  @Override
  public Schema schema() {
    return root.getSchema();
  }

  @Override
  public boolean next() {
    boolean first = !delivered && root.getRowCount() > 0;
    delivered = true;
    return first;
  }

  @Override
  public VectorSchemaRoot batch() {
    return root;
  }

  @Override
  public void cancel() {
    // one batch from memory: there is nothing to stop
  }

  @Override
  public void close() {
    root.close();
  }

  private static void put(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
    } else if (vector instanceof VarCharVector texts) {
      texts.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof IntVector numbers) {
      numbers.setSafe(row, ((Number) value).intValue());
    } else if (vector instanceof BigIntVector numbers) {
      numbers.setSafe(row, ((Number) value).longValue());
    } else if (vector instanceof BitVector flags) {
      flags.setSafe(row, (Boolean) value ? 1 : 0);
    } else {
      throw new IllegalArgumentException("an answer has no " + vector.getField().getType());
    }
  }
}
