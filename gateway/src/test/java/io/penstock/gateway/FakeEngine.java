package io.penstock.gateway;

import io.penstock.execution.api.Engine;
import io.penstock.execution.api.EngineStatus;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.StatementStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An engine that counts: {@code count N} gives the numbers below N in batches of 1,000; {@code
 * hang} gives one batch and then nothing until it is canceled; {@code fail} fails. {@code change N}
 * counts too, {@code change hang} ends well when it is canceled, and in {@code change die} the
 * engine is lost.
 */
public final class FakeEngine implements Engine {
  public static final Schema SCHEMA =
      new Schema(List.of(Field.nullable("n", new ArrowType.Int(64, true))));

  public final List<ExecutableQuery> executed = new CopyOnWriteArrayList<>();
  public final Map<QueryId, CountDownLatch> hanging = new ConcurrentHashMap<>();
  public volatile int open;

  @Override
  public ResultStream execute(ExecutableQuery query, BufferAllocator allocator) {
    executed.add(query);
    if (query.text().equals("fail")) {
      throw new PenstockException(ErrorCode.DIVIDE_BY_ZERO, "Division by zero.");
    }
    if (query.text().equals("change die")) {
      throw new PenstockException(ErrorCode.ENGINE_LOST, "The engine was lost.");
    }
    boolean hangs = query.text().endsWith("hang");
    if (hangs) {
      hanging.put(query.id(), new CountDownLatch(1));
    }
    long rows = hangs ? 1000 : Long.parseLong(query.text().replaceFirst("[a-z]* ", ""));
    open++;
    return new Numbers(query, rows, hangs, allocator);
  }

  @Override
  public StatementOutline outline(String text, Map<String, String> settings) {
    return new StatementOutline(Optional.of("Change"), List.of(), List.of());
  }

  @Override
  public Schema describe(ExecutableQuery query) {
    return SCHEMA;
  }

  @Override
  public boolean cancel(QueryId id) {
    CountDownLatch latch = hanging.remove(id);
    if (latch != null) {
      latch.countDown();
    }
    return latch != null;
  }

  @Override
  public EngineStatus status() {
    return new EngineStatus(
        hanging.keySet().stream()
            .map(id -> new StatementStatus(id, Duration.ZERO, 3, 8, 0))
            .toList(),
        0);
  }

  @Override
  public void close() {}

  private final class Numbers implements ResultStream {
    private final QueryId id;
    private final boolean changes;
    private final long rows;
    private final boolean hangs;
    private final VectorSchemaRoot root;
    private long given;

    Numbers(ExecutableQuery query, long rows, boolean hangs, BufferAllocator allocator) {
      this.id = query.id();
      this.changes = query.text().startsWith("change");
      this.rows = rows;
      this.hangs = hangs;
      this.root = VectorSchemaRoot.create(SCHEMA, allocator);
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public boolean next() {
      if (given == rows) {
        if (hangs) {
          await();
        }
        return false;
      }
      int size = (int) Math.min(1000, rows - given);
      BigIntVector numbers = (BigIntVector) root.getVector(0);
      numbers.allocateNew(size);
      for (int i = 0; i < size; i++) {
        numbers.set(i, given + i);
      }
      given += size;
      root.setRowCount(size);
      return true;
    }

    private void await() {
      CountDownLatch latch = hanging.get(id);
      try {
        if (latch != null) {
          latch.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (changes) {
        return;
      }
      throw new PenstockException(ErrorCode.QUERY_CANCELED, "The query was canceled.");
    }

    @Override
    public VectorSchemaRoot batch() {
      return root;
    }

    @Override
    public void cancel() {
      FakeEngine.this.cancel(id);
    }

    @Override
    public void close() {
      root.close();
      open--;
    }
  }
}
