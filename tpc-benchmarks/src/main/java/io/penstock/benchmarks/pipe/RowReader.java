package io.penstock.benchmarks.pipe;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Reads every value of a result as a program would: with the getter of the column's type. Not
 * thread-safe.
 */
final class RowReader {
  /** What came over: rows, and the bytes of their values as plain data. */
  record Volume(long rows, long bytes) {}

  private final ResultSet result;
  private final int[] types;
  private long rows;
  private long bytes;

  /** A reader of a result set that is lent. */
  RowReader(ResultSet result) throws SQLException {
    this.result = result;
    ResultSetMetaData meta = result.getMetaData();
    this.types = new int[meta.getColumnCount()];
    for (int i = 0; i < types.length; i++) {
      types[i] = meta.getColumnType(i + 1);
    }
  }

  /** Runs a statement and reads all of its result. */
  static Volume readAll(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return new RowReader(result).read(Long.MAX_VALUE);
    }
  }

  /** Reads some rows, or to the end if there are fewer; answers what was read in all. */
  Volume read(long maxRows) throws SQLException {
    for (long i = 0; i < maxRows && result.next(); i++) {
      rows++;
      for (int column = 1; column <= types.length; column++) {
        bytes += readValue(column, types[column - 1]);
      }
    }
    return new Volume(rows, bytes);
  }

  /**
   * Reads one value and answers its size; a decimal counts as the 16 bytes that Arrow sends, a text
   * as its characters.
   */
  private long readValue(int column, int type) throws SQLException {
    switch (type) {
      case Types.BIGINT -> {
        long unused = result.getLong(column);
        return Long.BYTES;
      }
      case Types.INTEGER, Types.SMALLINT, Types.TINYINT -> {
        int unused = result.getInt(column);
        return Integer.BYTES;
      }
      case Types.DOUBLE, Types.FLOAT, Types.REAL -> {
        double unused = result.getDouble(column);
        return Double.BYTES;
      }
      case Types.DECIMAL, Types.NUMERIC -> {
        BigDecimal unused = result.getBigDecimal(column);
        return 16;
      }
      case Types.DATE -> {
        Date unused = result.getDate(column);
        return Integer.BYTES;
      }
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> {
        Timestamp unused = result.getTimestamp(column);
        return Long.BYTES;
      }
      case Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR -> {
        return textBytes(result.getString(column));
      }
      default -> {
        Object unused = result.getObject(column);
        return Long.BYTES;
      }
    }
  }

  private static long textBytes(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
