package io.penstock.jdbc;

import java.util.List;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;

/**
 * Avatica's own way to a server, which this driver does not use: it numbers statements, and the
 * rest is never called.
 */
final class NoMeta extends MetaImpl {

  NoMeta(AvaticaConnection connection) {
    super(connection);
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("Avatica's remote protocol is not used");
  }

  @Override
  public void closeStatement(StatementHandle handle) {}

  @Override
  public void closeConnection(ConnectionHandle handle) {}

  @Override
  public StatementHandle prepare(ConnectionHandle connection, String sql, long maxRows) {
    throw unused();
  }

  @Override
  @Deprecated
  public ExecuteResult prepareAndExecute(
      StatementHandle handle, String sql, long maxRows, PrepareCallback callback) {
    throw unused();
  }

  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle handle,
      String sql,
      long maxRows,
      int maxRowsInFirstFrame,
      PrepareCallback callback) {
    throw unused();
  }

  @Override
  public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle handle, List<String> sql) {
    throw unused();
  }

  @Override
  public ExecuteBatchResult executeBatch(
      StatementHandle handle, List<List<TypedValue>> parameters) {
    throw unused();
  }

  @Override
  public Frame fetch(StatementHandle handle, long offset, int maxRows) {
    throw unused();
  }

  @Override
  @Deprecated
  public ExecuteResult execute(StatementHandle handle, List<TypedValue> values, long maxRows) {
    throw unused();
  }

  @Override
  public ExecuteResult execute(
      StatementHandle handle, List<TypedValue> values, int maxRowsInFirstFrame) {
    throw unused();
  }

  @Override
  public boolean syncResults(StatementHandle handle, QueryState state, long offset) {
    throw unused();
  }

  @Override
  public void commit(ConnectionHandle handle) {
    throw unused();
  }

  @Override
  public void rollback(ConnectionHandle handle) {
    throw unused();
  }
}
