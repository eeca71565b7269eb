package io.penstock.odbc;

import io.penstock.execution.api.QueryId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with its values, ready to run or running. Used by one thread at a time; closing it
 * ends the query.
 */
final class Portal implements AutoCloseable {
  private final Prepared prepared;
  private final List<@Nullable Object> parameters;
  private final List<Integer> formats;
  private final QueryId id = QueryId.random();
  private @Nullable Rows rows;
  private String tag = "";
  private boolean started;

  /**
   * @param parameters in the order of the statement's marks
   * @param formats of the result's columns
   */
  Portal(Prepared prepared, List<@Nullable Object> parameters, List<Integer> formats) {
    this.prepared = prepared;
    this.parameters = parameters;
    this.formats = List.copyOf(formats);
  }

  Prepared prepared() {
    return prepared;
  }

  List<@Nullable Object> parameters() {
    return parameters;
  }

  List<Integer> formats() {
    return formats;
  }

  /** Of its query. */
  QueryId id() {
    return id;
  }

  /** What is being read, if it has been started and has rows. */
  @Nullable Rows rows() {
    return rows;
  }

  /** For CommandComplete, after so many rows. */
  String completeTag(long sent) {
    return tag.equals("SELECT") ? tag + " " + sent : tag;
  }

  boolean isStarted() {
    return started;
  }

  /**
   * It runs.
   *
   * @param reading given; null if there are no rows and all is done
   */
  void started(@Nullable Rows reading, String completeTag) {
    rows = reading;
    tag = completeTag;
    started = true;
  }

  /** All rows have been read. */
  void completed() {
    close();
  }

  @Override
  public void close() {
    Rows open = rows;
    if (open != null) {
      rows = null;
      open.close();
    }
  }
}
