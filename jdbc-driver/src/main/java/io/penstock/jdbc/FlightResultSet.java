package io.penstock.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.jspecify.annotations.Nullable;

/**
 * A forward-only result. Avatica's getters by number go straight to the column's accessor; those by
 * label are here because Avatica's compare every label on every call.
 */
final class FlightResultSet extends AvaticaResultSet {

  private final ArrowCursor arrow;
  private final Map<String, Integer> columnsByLabel;

  private FlightResultSet(
      AvaticaStatement statement, String sql, Meta.Signature signature, ArrowCursor arrow)
      throws SQLException {
    super(
        statement,
        new QueryState(sql),
        signature,
        new AvaticaResultSetMetaData(statement, null, signature),
        TimeZone.getDefault(),
        null);
    this.arrow = arrow;
    this.columnsByLabel = columnsByLabel(signature.columns);
  }

  /** Opens a result; it owns the cursor from here on, also when this fails. */
  static FlightResultSet open(
      AvaticaStatement statement, String sql, Schema schema, ArrowCursor arrow)
      throws SQLException {
    try {
      Meta.Signature signature = Columns.signature(sql, schema, StatementRun.NO_COLUMNS);
      FlightResultSet result = new FlightResultSet(statement, sql, signature, arrow);
      result.execute2(arrow, signature.columns);
      return result;
    } catch (SQLException | RuntimeException e) {
      arrow.close();
      throw e;
    }
  }

  private static Map<String, Integer> columnsByLabel(List<ColumnMetaData> columns) {
    Map<String, Integer> byLabel = new HashMap<>();
    for (ColumnMetaData column : columns) {
      byLabel.putIfAbsent(column.label, column.ordinal + 1);
    }
    for (ColumnMetaData column : columns) {
      byLabel.putIfAbsent(column.label.toLowerCase(Locale.ROOT), column.ordinal + 1);
    }
    return byLabel;
  }

  @Override
  protected void checkOpen() throws SQLException {
    if (isClosed()) {
      throw new SQLException("The result set is closed", "24000");
    }
  }

  @Override
  public int findColumn(String label) throws SQLException {
    checkOpen();
    Integer column = columnsByLabel.get(label);
    if (column == null) {
      column = columnsByLabel.get(label.toLowerCase(Locale.ROOT));
    }
    if (column == null) {
      throw new SQLException("The result has no column '" + label + "'", "42703");
    }
    return column;
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    checkOpen();
    return arrow.accessor(column).getObject();
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    return super.isAfterLast() && arrow.hadRows();
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    return super.isBeforeFirst() && arrow.mayHaveRows();
  }

  @Override
  public boolean getBoolean(String label) throws SQLException {
    return getBoolean(findColumn(label));
  }

  @Override
  public byte getByte(String label) throws SQLException {
    return getByte(findColumn(label));
  }

  @Override
  public short getShort(String label) throws SQLException {
    return getShort(findColumn(label));
  }

  @Override
  public int getInt(String label) throws SQLException {
    return getInt(findColumn(label));
  }

  @Override
  public long getLong(String label) throws SQLException {
    return getLong(findColumn(label));
  }

  @Override
  public float getFloat(String label) throws SQLException {
    return getFloat(findColumn(label));
  }

  @Override
  public double getDouble(String label) throws SQLException {
    return getDouble(findColumn(label));
  }

  @Override
  public @Nullable String getString(String label) throws SQLException {
    return getString(findColumn(label));
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(String label) throws SQLException {
    return getBigDecimal(findColumn(label));
  }

  @Override
  public @Nullable Date getDate(String label) throws SQLException {
    return getDate(findColumn(label));
  }

  @Override
  public @Nullable Time getTime(String label) throws SQLException {
    return getTime(findColumn(label));
  }

  @Override
  public @Nullable Timestamp getTimestamp(String label) throws SQLException {
    return getTimestamp(findColumn(label));
  }

  @Override
  public @Nullable Object getObject(String label) throws SQLException {
    return getObject(findColumn(label));
  }

  @Override
  public @Nullable Array getArray(String label) throws SQLException {
    return getArray(findColumn(label));
  }

  @Override
  public byte @Nullable [] getBytes(String label) throws SQLException {
    return getBytes(findColumn(label));
  }

  @Override
  public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
    return getObject(findColumn(label), type);
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    checkOpen();
    return arrow.accessor(column).getDate(null);
  }

  @Override
  public @Nullable Date getDate(String label, Calendar calendar) throws SQLException {
    return getDate(findColumn(label), calendar);
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    checkOpen();
    return arrow.accessor(column).getTime(null);
  }

  @Override
  public @Nullable Time getTime(String label, Calendar calendar) throws SQLException {
    return getTime(findColumn(label), calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    checkOpen();
    return arrow.accessor(column).getTimestamp(null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
    return getTimestamp(findColumn(label), calendar);
  }
}
