package io.penstock.execution.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark jobs of one statement: what marks them, counts their tasks and cancels them.
 *
 * @param name unique in the life of the process, because a cancelled group stays cancelled
 * @param pool of Spark's fair scheduler, so that statements share the cores evenly
 */
record JobGroup(SparkContext context, String name, String pool) {

  /** Tasks of the stages that are known so far. */
  record Progress(int done, int total) {}

  /** Until it is closed, jobs of this thread belong to the group. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** Makes the session the thread's own, and its jobs this group's. */
  Scope enter(SparkSession session) {
    SparkSession.setActiveSession(session);
    context.setJobGroup(name, name, true);
    context.setLocalProperty("spark.scheduler.pool", pool);
    return () -> {
      context.setLocalProperty("spark.scheduler.pool", null);
      context.clearJobGroup();
      SparkSession.clearActiveSession();
    };
  }

  /** Stops the jobs that run, by interrupting their tasks, and those that would follow. */
  void cancel() {
    context.cancelJobGroupAndFutureJobs(name, "cancelled");
  }

  Progress progress() {
    SparkStatusTracker tracker = context.statusTracker();
    int done = 0;
    int total = 0;
    for (int jobId : tracker.getJobIdsForGroup(name)) {
      SparkJobInfo job = tracker.getJobInfo(jobId).getOrElse(() -> null);
      for (int stageId : job == null ? new int[0] : job.stageIds()) {
        SparkStageInfo stage = tracker.getStageInfo(stageId).getOrElse(() -> null);
        done += stage == null ? 0 : stage.numCompletedTasks();
        total += stage == null ? 0 : stage.numTasks();
      }
    }
    return new Progress(done, total);
  }
}
