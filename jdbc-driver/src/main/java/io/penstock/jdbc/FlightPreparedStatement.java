package io.penstock.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.AvaticaUtils;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** A statement that the server has prepared. */
// cancel and close must get through while another thread executes, so they take no lock
@SuppressWarnings({"UnsynchronizedOverridesSynchronized", "JavaUtilDate"})
final class FlightPreparedStatement extends AvaticaPreparedStatement {

  private final FlightSession session;
  private final FlightSqlClient.PreparedStatement prepared;
  private final String sql;
  private final StatementRun run;
  private final ParameterValues parameters;
  private final List<ParameterValues> batch = new ArrayList<>();

  private FlightPreparedStatement(
      FlightConnection owner,
      FlightSqlClient.PreparedStatement prepared,
      Meta.StatementHandle handle,
      Meta.Signature signature,
      int holdability)
      throws SQLException {
    super(
        owner,
        handle,
        signature,
        ResultSet.TYPE_FORWARD_ONLY,
        ResultSet.CONCUR_READ_ONLY,
        holdability);
    this.session = owner.session();
    this.prepared = prepared;
    this.sql = signature.sql;
    this.run = new StatementRun(session);
    this.parameters = new ParameterValues(signature.parameters.size());
  }

  static FlightPreparedStatement of(
      FlightConnection owner,
      FlightSqlClient.PreparedStatement prepared,
      String sql,
      int holdability)
      throws SQLException {
    Meta.Signature signature;
    try {
      signature =
          Columns.signature(sql, prepared.getResultSetSchema(), prepared.getParameterSchema());
    } catch (IllegalArgumentException e) {
      throw new SQLException(e.getMessage(), "0A000", e);
    }
    Meta.StatementHandle handle = owner.newHandle(signature);
    return new FlightPreparedStatement(owner, prepared, handle, signature, holdability);
  }

  @Override
  protected void checkOpen() throws SQLException {
    if (isClosed()) {
      throw SqlErrors.closed("statement");
    }
  }

  private boolean isQuery() {
    return !prepared.getResultSetSchema().getFields().isEmpty();
  }

  // execution

  @Override
  public boolean execute() throws SQLException {
    closePrevious();
    if (!isQuery()) {
      executeLargeUpdate();
      return false;
    }
    bind(parameters);
    openResultSet = run.query(this, sql, prepared::execute, getLargeMaxRows());
    updateCount = openResultSet == null ? 0 : -1;
    return openResultSet != null;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    if (!isQuery() || !execute()) {
      throw new SQLException("The statement returns no result set: use execute", "02000");
    }
    return openResultSet;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    closePrevious();
    updateCount = update(parameters);
    return updateCount;
  }

  private long update(ParameterValues values) throws SQLException {
    bind(values);
    return run.call(prepared::executeUpdate);
  }

  private void bind(ParameterValues values) throws SQLException {
    Schema schema = prepared.getParameterSchema();
    VectorSchemaRoot root = ParameterBatch.of(schema, values, session.allocator());
    if (root == null) {
      prepared.clearParameters();
    } else {
      prepared.setParameters(root);
    }
  }

  private void closePrevious() throws SQLException {
    checkOpen();
    ResultSet previous = openResultSet;
    openResultSet = null;
    updateCount = -1;
    if (previous != null) {
      boolean closeMe = closeOnCompletion;
      closeOnCompletion = false;
      previous.close();
      closeOnCompletion = closeMe;
    }
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    batch.add(parameters.copy());
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    closePrevious();
    try {
      long[] counts = new long[batch.size()];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = update(batch.get(i));
      }
      return counts;
    } finally {
      batch.clear();
    }
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return AvaticaUtils.toSaturatedInts(executeLargeBatch());
  }

  @Override
  public void cancel() throws SQLException {
    checkOpen();
    run.cancel();
  }

  @Override
  public void close() throws SQLException {
    boolean wasOpen = !isClosed();
    run.close();
    super.close();
    if (wasOpen) {
      prepared.clearParameters();
      if (!connection.isClosed()) {
        session.call(
            () -> {
              prepared.close();
              return true;
            });
      }
    }
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return run.timeoutSeconds();
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    run.setTimeoutSeconds(seconds);
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    return isQuery() ? super.getMetaData() : null;
  }

  // parameters

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    parameters.clear();
  }

  private void set(int index, @Nullable Object value) throws SQLException {
    checkOpen();
    parameters.set(index, value);
  }

  @Override
  public void setBoolean(int index, boolean x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setByte(int index, byte x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setShort(int index, short x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setInt(int index, int x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setLong(int index, long x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setFloat(int index, float x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setDouble(int index, double x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setBigDecimal(int index, @Nullable BigDecimal x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setString(int index, @Nullable String x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setNString(int index, @Nullable String x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setDate(int index, @Nullable Date x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setTime(int index, @Nullable Time x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setObject(int index, @Nullable Object x) throws SQLException {
    set(index, x);
  }

  @Override
  public void setBytes(int index, byte @Nullable [] x) throws SQLException {
    set(index, x);
  }

  private static @Nullable ZonedDateTime inZone(java.util.@Nullable Date value, Calendar calendar) {
    if (value == null) {
      return null;
    }
    ZoneId zone = calendar.getTimeZone().toZoneId();
    return value instanceof Timestamp timestamp
        ? timestamp.toInstant().atZone(zone)
        : Instant.ofEpochMilli(value.getTime()).atZone(zone);
  }

  @Override
  public void setDate(int index, @Nullable Date x, Calendar calendar) throws SQLException {
    ZonedDateTime value = inZone(x, calendar);
    set(index, value == null ? null : value.toLocalDate());
  }

  @Override
  public void setTime(int index, @Nullable Time x, Calendar calendar) throws SQLException {
    ZonedDateTime value = inZone(x, calendar);
    set(index, value == null ? null : value.toLocalTime());
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp x, Calendar calendar)
      throws SQLException {
    set(index, inZone(x, calendar));
  }

  @Override
  public void setNull(int index, int sqlType) throws SQLException {
    set(index, null);
  }

  @Override
  public void setNull(int index, int sqlType, String typeName) throws SQLException {
    set(index, null);
  }

  @Override
  public void setObject(int index, @Nullable Object x, int targetSqlType) throws SQLException {
    set(index, ParameterBatch.as(x, targetSqlType));
  }

  @Override
  public void setObject(int index, @Nullable Object x, int targetSqlType, int scale)
      throws SQLException {
    set(index, ParameterBatch.as(x, targetSqlType));
  }

  private static @Nullable String text(@Nullable Reader reader) throws SQLException {
    if (reader == null) {
      return null;
    }
    try (StringWriter out = new StringWriter()) {
      reader.transferTo(out);
      return out.toString();
    } catch (IOException e) {
      throw new SQLException("The parameter's stream cannot be read", "22000", e);
    }
  }

  private static byte @Nullable [] bytes(@Nullable InputStream stream) throws SQLException {
    if (stream == null) {
      return null;
    }
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new SQLException("The parameter's stream cannot be read", "22000", e);
    }
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader reader) throws SQLException {
    set(index, text(reader));
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader reader) throws SQLException {
    set(index, text(reader));
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream x) throws SQLException {
    set(index, bytes(x));
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream x) throws SQLException {
    byte[] bytes = bytes(x);
    set(index, bytes == null ? null : new String(bytes, StandardCharsets.US_ASCII));
  }
}
