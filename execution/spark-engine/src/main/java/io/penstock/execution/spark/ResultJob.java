package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.CommandResult;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CollectLimitExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution$;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.TakeOrderedAndProjectExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Some;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs an analysed query as Spark jobs whose tasks put Arrow batches into the statement's channel.
 * This class, {@link BatchWriter} and {@link ColumnWriter} are where Spark's internal API is used
 * to take rows out as Arrow.
 */
final class ResultJob implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultJob.class);

  /** Up to here the driver holds the whole of a top-N, as Spark itself does. */
  private static final int MAX_DRIVER_ROWS = 4096;

  private final ExecutableQuery statement;
  private final Analysis.Kind kind;
  private final QueryExecution query;
  private final Optional<TableCommand> own;
  private final JobGroup group;
  private final String channelKey;
  private final ResultChannel channel;

  /**
   * @param channel registered under the group's name
   */
  ResultJob(ExecutableQuery statement, Analysis analysis, JobGroup group, ResultChannel channel) {
    this.statement = statement;
    this.kind = analysis.kind();
    this.query = analysis.execution();
    this.own = analysis.own();
    this.group = group;
    this.channelKey = group.name();
    this.channel = channel;
  }

  @Override
  public void run() {
    SparkSession session = query.sparkSession();
    try (JobGroup.Scope scope = group.enter(session)) {
      if (kind == Analysis.Kind.QUERY) {
        SQLExecution$.MODULE$.withNewExecutionId(
            query,
            new Some<>("statement"),
            () -> {
              produce();
              return null;
            });
      } else {
        carryOut(session);
      }
      channel.end();
    } catch (Throwable e) {
      channel.fail(e);
    }
  }

  /** The rows are committed here: that they cannot be counted is no failure of the statement. */
  private InternalRow[] insertedRows(SparkSession session) {
    try {
      return InsertedRows.of(session, statement);
    } catch (Exception e) {
      LOG.warn(
          "{}: its commit cannot be read back, so its rows are not counted", statement.id(), e);
      return InsertedRows.unknown(channel.schema().getFields().size());
    }
  }

  /** Spark gives a command an execution id of its own. */
  private void carryOut(SparkSession session) throws Exception {
    if (kind == Analysis.Kind.DECLARATION) {
      putAll(SessionDeclarations.carryOut(query, statement.text()));
      return;
    }
    IdempotencyKey.check(session, statement);
    InsertedRows.reset(session);
    LogicalPlan done = null;
    try {
      if (own.isPresent()) {
        own.get().run(session);
      } else {
        done = query.commandExecuted();
      }
    } catch (Throwable e) {
      if (!InsertedRows.hasCommitted(session)) {
        throw e;
      }
      endCommitted(e);
      return;
    }
    if (!InsertedRows.hasCommitted(session)) {
      // it may have been skipped for its key, which another statement may have used meanwhile
      IdempotencyKey.check(session, statement);
    }
    if (kind == Analysis.Kind.INSERT) {
      putAll(insertedRows(session));
    } else if (done instanceof CommandResult result) {
      putAll((InternalRow[]) result.rows().toArray(ClassTag$.MODULE$.apply(InternalRow.class)));
    }
  }

  /**
   * Something failed after a commit. INSERT, UPDATE, DELETE and MERGE make one commit, so they were
   * carried out, though nobody counted their rows; OPTIMIZE makes several and changes no row.
   */
  private void endCommitted(Throwable error) {
    if (InsertedRows.isCount(channel.schema())) {
      LOG.warn("{}: failed after its commit, so its rows are not counted", statement.id(), error);
      putAll(InsertedRows.unknown(channel.schema().getFields().size()));
    } else {
      throw new PenstockException(
          ErrorCode.COMMIT_STATE_UNKNOWN,
          "The statement failed after it had committed a change. Look at the table (DESCRIBE"
              + " HISTORY) before you send it again.",
          error);
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
      int[] ordinals = columns.ordinals().stream().mapToInt(Integer::intValue).toArray();
      runTasks(
          OrderedRdd.of(columns.rdd(), ordered, ColumnarBatch.class),
          new ColumnTask(channelKey, ordinals, maxRows));
    } else {
      runTasks(
          OrderedRdd.of(plan.execute(), ordered, InternalRow.class),
          new RowTask(channelKey, maxRows));
    }
  }

  /**
   * One task per partition. The task is an object of a named class: Spark parses the byte code of
   * the classes around a lambda ({@code ClosureCleaner}), milliseconds for every job.
   */
  private static <T> void runTasks(RDD<T> rdd, ResultTask<T> task) {
    rdd.sparkContext().runJob(rdd, task, new NoAnswer(), ClassTag$.MODULE$.Unit());
  }

  /** The tasks' rows are in the channel; they return nothing. */
  private static final class NoAnswer extends AbstractFunction2<Object, BoxedUnit, BoxedUnit> {
    @Override
    public BoxedUnit apply(Object partition, BoxedUnit answer) {
      return BoxedUnit.UNIT;
    }
  }

  /** A sort that was left in the plan may be what orders the result; so may that of kept rows. */
  private static boolean isOrdered(LogicalPlan plan) {
    return plan.exists(
        node -> (node instanceof Sort sort && sort.global()) || node instanceof LogicalRDD);
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
  private abstract static class ResultTask<T>
      extends AbstractFunction2<TaskContext, Iterator<T>, BoxedUnit> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String channelKey;

    ResultTask(String channelKey) {
      this.channelKey = channelKey;
    }

    @Override
    public final BoxedUnit apply(TaskContext task, Iterator<T> input) {
      ResultChannel channel = ResultChannels.find(channelKey);
      if (channel == null || !channel.enter()) {
        return BoxedUnit.UNIT;
      }
      int partition = task.partitionId();
      try {
        write(input, channel, partition);
        channel.finish(partition);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The task was interrupted.", e);
      } finally {
        channel.leave();
      }
      return BoxedUnit.UNIT;
    }

    abstract void write(Iterator<T> input, ResultChannel channel, int partition)
        throws InterruptedException;
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
