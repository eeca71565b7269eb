package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ErrorKind;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.StatementStatus;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One statement from its text to the end of its stream. {@link #run} blocks until then; {@link
 * #cancel} and {@link #status} may be called from any thread.
 */
final class Statement implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Statement.class);

  /** Bytes that tasks may be ahead of the client. */
  private static final long MAX_WAITING_BYTES = 8 << 20;

  /** Everything that a statement holds as Arrow, with one huge row in every task. */
  private static final long MAX_ARROW_BYTES = 512L << 20;

  private static final Duration END_WAIT = Duration.ofSeconds(5);

  /** What statements share. */
  record Services(
      SessionPool sessions, BufferAllocator allocator, ExecutorService jobs, Duration idleLimit) {}

  private final ExecutableQuery query;
  private final JobGroup group;
  private final Services services;
  private final ServerStreamListener listener;
  private final long startNanos = System.nanoTime();
  private final AtomicReference<@Nullable Failure> stopped = new AtomicReference<>();
  private volatile @Nullable ResultChannel channel;
  private volatile boolean changing;
  private final AtomicLong rows = new AtomicLong();

  Statement(
      ExecutableQuery query, JobGroup group, Services services, ServerStreamListener listener) {
    this.query = query;
    this.group = group;
    this.services = services;
    this.listener = listener;
  }

  QueryId id() {
    return query.id();
  }

  StatementStatus status() {
    JobGroup.Progress progress = group.progress();
    return new StatementStatus(
        query.id(), elapsed(), progress.done(), progress.total(), rows.get());
  }

  /** Ends the statement with {@code QUERY_CANCELED}, if it has not ended. */
  void cancel() {
    stop(Failure.of(ErrorCode.QUERY_CANCELED, "The query was canceled."));
  }

  /**
   * A statement that changes a table ends when its job does: only then is it known whether the
   * change was committed, and one that was is no failure.
   */
  private void stop(Failure reason) {
    if (stopped.compareAndSet(null, reason)) {
      ResultChannel open = channel;
      if (open != null && !changing) {
        open.fail(new PenstockException(reason, null));
      }
      group.cancel();
    }
  }

  @Override
  public void run() {
    try {
      stream();
      listener.completed();
      LOG.info("{} done: {} rows in {} ms", query.id(), rows, elapsed().toMillis());
    } catch (Throwable e) {
      Failure reason = stopped.get();
      Failure failure = new Failures(query).of(e);
      if (reason != null && failure.code() != ErrorCode.COMMIT_STATE_UNKNOWN) {
        failure = reason;
      }
      if (failure.code().kind() == ErrorKind.INTERNAL) {
        LOG.error("{} failed", query.id(), e);
      } else {
        LOG.info("{} ended after {} ms: {}", query.id(), elapsed().toMillis(), failure.condition());
      }
      listener.error(FlightFailure.of(failure));
    }
  }

  private void stream() throws Throwable {
    try (SessionPool.Lease lease = services.sessions().lease(query)) {
      Backpressure backpressure = new Backpressure();
      backpressure.register(listener);
      LogicalPlan parsed;
      try (JobGroup.Scope scope = group.enter(lease.session())) {
        parsed = Analysis.parse(query, lease.session());
      }
      if (parsed instanceof CompoundBody body) {
        runScript(body, lease, backpressure);
      } else {
        run(parsed, lease, backpressure);
      }
    }
  }

  private void run(LogicalPlan parsed, SessionPool.Lease lease, BackpressureStrategy backpressure)
      throws Throwable {
    Analysis analysis;
    try (JobGroup.Scope scope = group.enter(lease.session())) {
      analysis = Analysis.of(parsed, query, lease.session());
    }
    if (analysis.kind() == Analysis.Kind.DECLARATION) {
      // what it declares is for this client's next statements alone
      lease.discard();
    }
    checkStopped();
    changing = analysis.kind() != Analysis.Kind.QUERY;
    run(lease, analysis, backpressure);
  }

  /** A script runs on this thread; what is left then are the rows of its last query. */
  private void runScript(
      CompoundBody body, SessionPool.Lease lease, BackpressureStrategy backpressure)
      throws Throwable {
    lease.discard();
    try (Script script = Script.of(body, query, lease.session())) {
      changing = true;
      Analysis rows;
      try (JobGroup.Scope scope = group.enter(lease.session())) {
        rows = script.run(this::checkWanted);
      }
      changing = false;
      run(lease, rows, backpressure);
    }
  }

  private void checkWanted() {
    Failure reason = stopped.get();
    if (reason != null) {
      throw new PenstockException(reason, null);
    }
  }

  /** Once a change has begun, its job tells how it ended. */
  private void checkStopped() {
    if (!changing) {
      checkWanted();
    }
  }

  private void run(SessionPool.Lease lease, Analysis analysis, BackpressureStrategy backpressure)
      throws Throwable {
    BufferAllocator allocator =
        services.allocator().newChildAllocator(group.name(), 0, MAX_ARROW_BYTES);
    ResultChannel open = new ResultChannel(allocator, analysis.schema(), MAX_WAITING_BYTES);
    channel = open;
    ResultChannels.open(group.name(), open);
    Future<?> job = null;
    try (VectorSchemaRoot root = VectorSchemaRoot.create(analysis.schema(), allocator)) {
      listener.start(root);
      job = services.jobs().submit(new ResultJob(query, analysis, group, open));
      checkStopped();
      send(open, root, backpressure);
    } finally {
      channel = null;
      ResultChannels.remove(group.name());
      open.close();
      if (job != null) {
        end(job, lease);
      }
    }
  }

  private void send(ResultChannel open, VectorSchemaRoot root, BackpressureStrategy backpressure)
      throws Throwable {
    VectorLoader loader = new VectorLoader(root);
    long toSkip = -1;
    while (true) {
      try (ArrowRecordBatch batch = open.next()) {
        if (batch == null) {
          return;
        }
        loader.load(batch);
      }
      if (toSkip < 0) {
        toSkip = open.skippedRows();
      }
      int skipped = (int) Math.min(toSkip, root.getRowCount());
      toSkip -= skipped;
      long left = open.maxRows() - open.skippedRows() - rows.get();
      cut(root, skipped, (int) Math.min(left, root.getRowCount() - skipped));
      if (root.getRowCount() > 0) {
        awaitReader(backpressure);
        listener.putNext();
        rows.addAndGet(root.getRowCount());
      }
      root.clear();
      if (rows.get() >= open.maxRows() - open.skippedRows()) {
        return;
      }
    }
  }

  /** Keeps some of the rows. */
  private static void cut(VectorSchemaRoot root, int from, int count) {
    if (from == 0 && count == root.getRowCount()) {
      return;
    }
    try (VectorSchemaRoot slice = root.slice(from, count);
        ArrowRecordBatch part = new VectorUnloader(slice).getRecordBatch()) {
      new VectorLoader(root).load(part);
    }
  }

  private void awaitReader(BackpressureStrategy backpressure) {
    switch (backpressure.waitForListener(services.idleLimit().toMillis())) {
      case READY -> checkStopped();
      case TIMEOUT ->
          throw new PenstockException(
              ErrorCode.RESULT_ABANDONED,
              "Nobody read the result for "
                  + services.idleLimit().toSeconds()
                  + " seconds. Run the query again.");
      default -> {
        cancel();
        checkStopped();
      }
    }
  }

  /** Makes sure that the job's thread has left the session before another statement gets it. */
  private void end(Future<?> job, SessionPool.Lease lease) {
    if (!job.isDone()) {
      group.cancel();
    }
    try {
      job.get(END_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lease.discard();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{}: its job has not ended yet", query.id());
      lease.discard();
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Waits for the client; a client that is gone cancels the statement. */
  private final class Backpressure extends BackpressureStrategy.CallbackBackpressureStrategy {
    @Override
    protected void cancelCallback() {
      cancel();
    }
  }
}
