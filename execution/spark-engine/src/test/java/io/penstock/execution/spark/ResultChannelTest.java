package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultChannelTest {
  private static final int ROWS = 64;
  private static final Schema SCHEMA =
      new Schema(List.of(Field.nullable("a", new ArrowType.Int(32, true))));

  private final RootAllocator root = new RootAllocator();
  private final BufferAllocator allocator = root.newChildAllocator("statement", 0, Long.MAX_VALUE);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void nothingIsLeft() {
    threads.shutdownNow();
    assertThat(root.getChildAllocators()).isEmpty();
    root.close();
  }

  private ArrowRecordBatch batch() {
    try (VectorSchemaRoot vectors = VectorSchemaRoot.create(SCHEMA, allocator)) {
      IntVector vector = (IntVector) vectors.getVector(0);
      vector.allocateNew(ROWS);
      vectors.setRowCount(ROWS);
      return new VectorUnloader(vectors).getRecordBatch();
    }
  }

  private static int take(ResultChannel channel) {
    try (ArrowRecordBatch batch = channel.next()) {
      return batch == null ? -1 : batch.getLength();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void handsOutBatchesAndThenTheEnd() throws Exception {
    ResultChannel channel = new ResultChannel(allocator, SCHEMA, 1 << 20);
    assertThat(channel.enter()).isTrue();
    assertThat(channel.put(5, batch())).isTrue();
    channel.leave();
    channel.end();
    assertThat(take(channel)).isEqualTo(ROWS);
    assertThat(take(channel)).isEqualTo(-1);
    channel.close();
  }

  @Test
  void holdsAWriterBackWhenItIsFull() throws Exception {
    ResultChannel channel = new ResultChannel(allocator, SCHEMA, 1);
    channel.enter();
    assertThat(channel.put(0, batch())).isTrue();
    Future<Boolean> second = threads.submit(() -> channel.put(0, batch()));
    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS)).isNotNull();
    take(channel);
    assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
    take(channel);
    channel.leave();
    channel.close();
  }

  @Test
  void theCurrentPartitionIsNeverBlockedByLaterOnes() throws Exception {
    ResultChannel channel = new ResultChannel(allocator, SCHEMA, 1);
    channel.keepOrder();
    channel.enter();
    assertThat(channel.put(1, batch())).isTrue();
    channel.finish(1);
    Future<Boolean> first = threads.submit(() -> channel.put(0, batch()));
    assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
    channel.finish(0);
    channel.leave();
    channel.end();
    assertThat(take(channel)).isEqualTo(ROWS);
    assertThat(take(channel)).isEqualTo(ROWS);
    assertThat(take(channel)).isEqualTo(-1);
    channel.close();
  }

  @Test
  void turnsWritersAwayOnceItIsClosed() throws Exception {
    ResultChannel channel = new ResultChannel(allocator, SCHEMA, 1);
    channel.enter();
    assertThat(channel.put(0, batch())).isTrue();
    CountDownLatch waiting = new CountDownLatch(1);
    Future<Boolean> blocked =
        threads.submit(
            () -> {
              ArrowRecordBatch batch = batch();
              waiting.countDown();
              return channel.put(0, batch);
            });
    waiting.await();
    channel.close();
    assertThat(blocked.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(channel.enter()).isFalse();
    channel.leave();
  }

  @Test
  void tellsTheReaderOfTheFirstFailure() {
    ResultChannel channel = new ResultChannel(allocator, SCHEMA, 1);
    channel.fail(new IllegalStateException("first"));
    channel.fail(new IllegalStateException("second"));
    assertThatThrownBy(channel::next).hasMessage("first");
    channel.close();
  }
}
