package io.penstock.odbc;

import io.penstock.execution.api.Engine;
import io.penstock.execution.api.EngineStatus;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.execution.api.StatementOutline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * {@code count N}: the numbers below N in batches of 1,000. {@code hang}: a batch, and then nothing
 * until it is canceled. {@code stuck}: hangs before there is a schema. {@code fail}: fails. {@code
 * types}: a row of every type and a row of nulls.
 */
final class TestEngine implements Engine {
  final List<ExecutableQuery> executed = new CopyOnWriteArrayList<>();
  final Map<QueryId, CountDownLatch> hanging = new ConcurrentHashMap<>();
  final AtomicInteger open = new AtomicInteger();
  final AtomicLong batches = new AtomicLong();

  @Override
  public ResultStream execute(ExecutableQuery query, BufferAllocator allocator) {
    executed.add(query);
    String text = query.text().strip();
    if (text.startsWith("fail")) {
      throw new PenstockException(ErrorCode.DIVIDE_BY_ZERO, "Division by zero.");
    }
    if (text.equals("hang") || text.equals("stuck")) {
      hanging.put(query.id(), new CountDownLatch(1));
    }
    if (text.equals("stuck")) {
      await(query.id());
    }
    open.incrementAndGet();
    if (text.startsWith("types")) {
      return new Batches(query.id(), TestTypes.batch(allocator), 2, false);
    }
    boolean hangs = text.equals("hang");
    long rows = hangs ? 1000 : text.startsWith("count ") ? Long.parseLong(text.substring(6)) : 1;
    VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(TestPlanner.N)), allocator);
    return new Batches(query.id(), root, rows, hangs);
  }

  @Override
  public StatementOutline outline(String text, Map<String, String> settings) {
    return new StatementOutline(Optional.empty(), List.of(), List.of());
  }

  @Override
  public Schema describe(ExecutableQuery query) {
    return new Schema(List.of(TestPlanner.N));
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
    return new EngineStatus(List.of(), 0);
  }

  @Override
  public void close() {}

  private void await(QueryId id) {
    CountDownLatch latch = hanging.get(id);
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new PenstockException(ErrorCode.QUERY_CANCELED, "The query was canceled.");
  }

  private final class Batches implements ResultStream {
    private final QueryId id;
    private final VectorSchemaRoot root;
    private final long rows;
    private final boolean hangs;
    private long given;
    private boolean closed;

    Batches(QueryId id, VectorSchemaRoot root, long rows, boolean hangs) {
      this.id = id;
      this.root = root;
      this.rows = rows;
      this.hangs = hangs;
    }

    @Override
    public Schema schema() {
      return root.getSchema();
    }

    @Override
    public boolean next() {
      if (given == rows) {
        if (hangs) {
          await(id);
        }
        return false;
      }
      batches.incrementAndGet();
      if (root.getVector(0) instanceof BigIntVector numbers
          && root.getSchema().getFields().size() == 1) {
        int size = (int) Math.min(1000, rows - given);
        numbers.allocateNew(size);
        for (int i = 0; i < size; i++) {
          numbers.set(i, given + i);
        }
        root.setRowCount(size);
        given += size;
      } else {
        given = rows;
      }
      return true;
    }

    @Override
    public VectorSchemaRoot batch() {
      return root;
    }

    @Override
    public void cancel() {
      TestEngine.this.cancel(id);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        root.close();
        open.decrementAndGet();
      }
    }
  }
}
