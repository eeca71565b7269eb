package io.penstock.jdbc.shell;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** RFC 4180 with a header line. NULL is nothing, an empty text is "". */
final class CsvWriter implements ResultWriter {

  @Override
  public long write(ResultSet rows, PrintStream out) throws SQLException, OutputClosedException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      append(line, i, columns.getColumnLabel(i));
    }
    out.append(line.append("\r\n"));
    long written = 0;
    while (rows.next()) {
      line.setLength(0);
      for (int i = 1; i <= count; i++) {
        append(line, i, rows.getString(i));
      }
      out.append(line.append("\r\n"));
      written++;
      ResultWriter.checkReader(out, written);
    }
    return written;
  }

  private static void append(StringBuilder line, int column, @Nullable String value) {
    if (column > 1) {
      line.append(',');
    }
    if (value == null) {
      return;
    }
    if (!value.isEmpty() && value.chars().noneMatch(CsvWriter::needsQuotes)) {
      line.append(value);
      return;
    }
    line.append('"').append(value.replace("\"", "\"\"")).append('"');
  }

  private static boolean needsQuotes(int c) {
    return c == ',' || c == '"' || c == '\n' || c == '\r';
  }
}
