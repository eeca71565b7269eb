package io.penstock.execution.spark;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CollectLimitExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution$;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.TakeOrderedAndProjectExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Some;

/**
 * Runs an analysed query as Spark jobs whose tasks put Arrow batches into the statement's channel.
 * This class, {@link BatchWriter} and {@link ColumnWriter} are where Spark's internal API is used
 * to take rows out as Arrow.
 */
final class ResultJob implements Runnable {
  /** Up to here the driver holds the whole of a top-N, as Spark itself does. */
  private static final int MAX_DRIVER_ROWS = 4096;

  private final QueryExecution query;
  private final JobGroup group;
  private final String channelKey;
  private final ResultChannel channel;

  ResultJob(QueryExecution query, JobGroup group, String channelKey, ResultChannel channel) {
    this.query = query;
    this.group = group;
    this.channelKey = channelKey;
    this.channel = channel;
  }

  @Override
  public void run() {
    SparkSession session = query.sparkSession();
    try (JobGroup.Scope scope = group.enter(session)) {
      SQLExecution$.MODULE$.withNewExecutionId(
          query,
          new Some<>("statement"),
          () -> {
            produce();
            return null;
          });
      channel.end();
    } catch (Throwable e) {
      channel.fail(e);
    }
  }

  private void produce() {
    SparkPlan plan = query.executedPlan();
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      plan = adaptive.finalPhysicalPlan();
    }
    if (plan instanceof LocalTableScanExec
        || (plan instanceof TakeOrderedAndProjectExec top && top.limit() <= MAX_DRIVER_ROWS)) {
      putAll(plan.executeCollect());
      return;
    }
    long maxRows = Long.MAX_VALUE;
    if (plan instanceof CollectLimitExec limit) {
      maxRows = limit.limit() < 0 ? Long.MAX_VALUE : limit.limit();
      channel.limit(limit.offset(), maxRows);
      plan = limit.child();
    }
    boolean ordered = isOrdered(query.optimizedPlan());
    if (ordered) {
      channel.keepOrder();
    }
    ColumnarSource columns = ColumnarSource.of(plan);
    if (columns != null) {
      OrderedRdd.of(columns.rdd(), ordered, ColumnarBatch.class)
          .toJavaRDD()
          .foreachPartition(
              new ColumnTask(
                  channelKey,
                  columns.ordinals().stream().mapToInt(Integer::intValue).toArray(),
                  maxRows));
    } else {
      OrderedRdd.of(plan.execute(), ordered, InternalRow.class)
          .toJavaRDD()
          .foreachPartition(new RowTask(channelKey, maxRows));
    }
  }

  /** A sort that was left in the plan may be what orders the result. */
  private static boolean isOrdered(LogicalPlan plan) {
    return plan.exists(node -> node instanceof Sort sort && sort.global());
  }

  private void putAll(InternalRow[] rows) {
    if (!channel.enter()) {
      return;
    }
    try (BatchWriter writer = new BatchWriter(channel, 0)) {
      for (InternalRow row : rows) {
        if (!writer.write(row)) {
          return;
        }
      }
      writer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      channel.leave();
    }
  }

  /** What every task of a result does around its own way of making batches. */
  private abstract static class ResultTask<T> implements VoidFunction<Iterator<T>> {
    private static final long serialVersionUID = 1L;

    private final String channelKey;

    ResultTask(String channelKey) {
      this.channelKey = channelKey;
    }

    @Override
    public final void call(Iterator<T> input) throws Exception {
      ResultChannel channel = ResultChannels.find(channelKey);
      if (channel == null || !channel.enter()) {
        return;
      }
      int partition = TaskContext.getPartitionId();
      try {
        write(input, channel, partition);
        channel.finish(partition);
      } finally {
        channel.leave();
      }
    }

    abstract void write(Iterator<T> input, ResultChannel channel, int partition) throws Exception;
  }

  private static final class RowTask extends ResultTask<InternalRow> {
    private static final long serialVersionUID = 1L;

    private final long maxRows;

    RowTask(String channelKey, long maxRows) {
      super(channelKey);
      this.maxRows = maxRows;
    }

    @Override
    void write(Iterator<InternalRow> input, ResultChannel channel, int partition)
        throws InterruptedException {
      try (BatchWriter writer = new BatchWriter(channel, partition)) {
        long rows = 0;
        while (rows < maxRows && input.hasNext()) {
          rows++;
          if (!writer.write(input.next())) {
            return;
          }
        }
        writer.flush();
      }
    }
  }

  private static final class ColumnTask extends ResultTask<ColumnarBatch> {
    private static final long serialVersionUID = 1L;

    private final int[] ordinals;
    private final long maxRows;

    ColumnTask(String channelKey, int[] ordinals, long maxRows) {
      super(channelKey);
      this.ordinals = ordinals;
      this.maxRows = maxRows;
    }

    @Override
    void write(Iterator<ColumnarBatch> input, ResultChannel channel, int partition)
        throws InterruptedException {
      try (ColumnWriter writer = new ColumnWriter(channel, partition, ordinals)) {
        long rows = 0;
        while (rows < maxRows && input.hasNext()) {
          ColumnarBatch batch = input.next();
          rows += batch.numRows();
          if (!writer.write(batch)) {
            return;
          }
        }
      }
    }
  }
}
