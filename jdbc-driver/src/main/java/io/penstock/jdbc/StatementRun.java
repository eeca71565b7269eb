package io.penstock.jdbc;

import java.sql.SQLException;
import java.util.Collections;
import java.util.function.Supplier;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.AvaticaStatement;
import org.jspecify.annotations.Nullable;

/**
 * How a statement, plain or prepared, is executed and cancelled. {@link #cancel} and {@link #close}
 * may be called from any thread.
 */
final class StatementRun {

  static final Schema NO_COLUMNS = new Schema(Collections.emptyList());

  private final FlightSession session;
  private int timeoutSeconds;
  private volatile @Nullable Execution current;

  StatementRun(FlightSession session) {
    this.session = session;
  }

  int timeoutSeconds() {
    return timeoutSeconds;
  }

  void setTimeoutSeconds(int seconds) throws SQLException {
    if (seconds < 0) {
      throw new SQLException("Query timeout " + seconds + " s is negative", "22023");
    }
    timeoutSeconds = seconds;
  }

  private Execution begin() {
    Execution execution = new Execution(session, timeoutSeconds);
    current = execution;
    return execution;
  }

  /**
   * Starts a query and waits for its first rows, or its end.
   *
   * @return its result, or null if it has no columns, as commands have none
   */
  @Nullable FlightResultSet query(
      AvaticaStatement statement, String sql, Supplier<FlightInfo> start, long maxRows)
      throws SQLException {
    Execution execution = begin();
    FlightBatches batches = null;
    try {
      FlightInfo info = execution.call(start);
      execution.startedAs(info);
      batches = new FlightBatches(session, execution, info);
      boolean hasRows = batches.next();
      Schema schema = batches.schema().orElse(NO_COLUMNS);
      if (schema.getFields().isEmpty()) {
        batches.close();
        return null;
      }
      ArrowCursor cursor = new ArrowCursor(schema, batches, hasRows, maxRows, session.allocator());
      return FlightResultSet.open(statement, sql, schema, cursor);
    } catch (IllegalArgumentException e) {
      close(execution, batches);
      throw new SQLException(e.getMessage(), "0A000", e);
    } catch (SQLException | RuntimeException e) {
      close(execution, batches);
      throw e;
    }
  }

  private static void close(Execution execution, @Nullable FlightBatches batches) {
    execution.close();
    if (batches != null) {
      batches.close();
    }
  }

  /** Runs a call that is a whole execution, for instance an update. */
  <T> T call(Supplier<T> call) throws SQLException {
    try (Execution execution = begin()) {
      return execution.call(call);
    }
  }

  /** Cancels what runs; does nothing if nothing does. */
  void cancel() {
    Execution running = current;
    if (running != null) {
      running.cancel();
    }
  }

  /** Ends what runs; its result can no longer be read. */
  void close() {
    Execution running = current;
    if (running != null) {
      running.close();
    }
  }
}
