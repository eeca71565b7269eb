package io.penstock.jdbc;

/**
 * How far the session's latest query is.
 *
 * @param id the query's id; empty if the session has run none
 * @param state what it is doing
 * @param lane where it runs: log, cache, vector or spark; empty while that is not known
 * @param elapsedMillis milliseconds since it was submitted, or that it took
 * @param tasksDone tasks that are finished
 * @param tasksTotal tasks that are known of; grows while the engine plans
 * @param rows rows that were sent to the client
 */
public record QueryProgress(
    String id,
    State state,
    String lane,
    long elapsedMillis,
    long tasksDone,
    long tasksTotal,
    long rows) {

  /** What a session reports that has run no query. */
  public static final QueryProgress NONE = new QueryProgress("", State.NONE, "", 0, 0, 0, 0);

  /** What a query is doing. */
  public enum State {
    /** There is no query. */
    NONE,
    /** It is being parsed and planned. */
    PLANNING,
    /** It waits for admission or for an engine. */
    QUEUED,
    /** It runs, or its rows are being read. */
    RUNNING,
    /** It ended, and all rows were sent. */
    FINISHED,
    /** It ended with an error. */
    FAILED,
    /** It was cancelled. */
    CANCELED
  }
}
