package io.penstock.jdbc.shell;

import io.penstock.jdbc.column.JsonText;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/** One JSON object per line. */
final class JsonWriter implements ResultWriter {

  @Override
  public long write(ResultSet rows, PrintStream out) throws SQLException, OutputClosedException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    long written = 0;
    StringBuilder line = new StringBuilder();
    while (rows.next()) {
      line.setLength(0);
      line.append('{');
      for (int i = 1; i <= count; i++) {
        if (i > 1) {
          line.append(',');
        }
        JsonText.appendString(line, columns.getColumnLabel(i));
        line.append(':');
        appendValue(line, rows, i, columns.getColumnType(i));
      }
      out.append(line.append("}\n"));
      written++;
      ResultWriter.checkReader(out, written);
    }
    return written;
  }

  /** Texts and times are strings in the server's spelling, the rest is bare JSON. */
  private static void appendValue(StringBuilder line, ResultSet rows, int column, int type)
      throws SQLException {
    switch (type) {
      case Types.VARCHAR, Types.VARBINARY, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.OTHER -> {
        String text = rows.getString(column);
        if (text == null) {
          line.append("null");
        } else {
          JsonText.appendString(line, text);
        }
      }
      default -> JsonText.append(line, rows.getObject(column));
    }
  }
}
