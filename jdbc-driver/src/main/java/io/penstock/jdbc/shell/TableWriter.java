package io.penstock.jdbc.shell;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/**
 * An aligned table. The first rows decide the widths; later rows are printed as they come, and a
 * value that is wider than its column pushes the rest of its line to the right.
 */
final class TableWriter implements ResultWriter {

  private static final int SAMPLE_ROWS = 1000;

  @Override
  public long write(ResultSet rows, PrintStream out) throws SQLException, OutputClosedException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    boolean[] right = new boolean[count];
    int[] widths = new int[count];
    String[] header = new String[count];
    for (int i = 0; i < count; i++) {
      right[i] = isNumber(columns.getColumnType(i + 1));
      header[i] = printable(columns.getColumnLabel(i + 1));
      widths[i] = width(header[i]);
    }
    List<String[]> sample = new ArrayList<>();
    boolean more = false;
    while (sample.size() < SAMPLE_ROWS && (more = rows.next())) {
      String[] cells = cells(rows, count);
      for (int i = 0; i < count; i++) {
        widths[i] = Math.max(widths[i], width(cells[i]));
      }
      sample.add(cells);
    }
    printLine(out, header, widths, right);
    printRule(out, widths);
    for (String[] cells : sample) {
      printLine(out, cells, widths, right);
    }
    long written = sample.size();
    while (more && rows.next()) {
      printLine(out, cells(rows, count), widths, right);
      written++;
      ResultWriter.checkReader(out, written);
    }
    return written;
  }

  private static boolean isNumber(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }

  private static String[] cells(ResultSet rows, int count) throws SQLException {
    String[] cells = new String[count];
    for (int i = 0; i < count; i++) {
      cells[i] = printable(rows.getString(i + 1));
    }
    return cells;
  }

  /** Control characters but line ends would break the table, so they are shown as escapes. */
  private static String printable(@Nullable String text) {
    if (text == null) {
      return "NULL";
    }
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append(c);
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  /**
   * Columns that a text's widest line takes on a terminal: two for East Asian wide characters and
   * emoji.
   */
  static int width(String text) {
    int widest = 0;
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      width = character == '\n' ? 0 : width + Math.max(0, WCWidth.wcwidth(character));
      widest = Math.max(widest, width);
      i += Character.charCount(character);
    }
    return widest;
  }

  /** A row; a text of several lines takes as many lines of the table. */
  private static void printLine(PrintStream out, String[] cells, int[] widths, boolean[] right) {
    int height = 1;
    for (String cell : cells) {
      height = Math.max(height, 1 + (int) cell.chars().filter(c -> c == '\n').count());
    }
    if (height == 1) {
      printTextLine(out, cells, widths, right);
      return;
    }
    for (int i = 0; i < height; i++) {
      String[] part = new String[cells.length];
      for (int j = 0; j < cells.length; j++) {
        String[] lines = cells[j].split("\n", -1);
        part[j] = i < lines.length ? lines[i] : "";
      }
      printTextLine(out, part, widths, right);
    }
  }

  private static void printTextLine(
      PrintStream out, String[] cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      line.append(i == 0 ? " " : " | ");
      int padding = Math.max(0, widths[i] - width(cells[i]));
      if (right[i]) {
        line.append(" ".repeat(padding)).append(cells[i]);
      } else {
        line.append(cells[i]).append(" ".repeat(i + 1 < cells.length ? padding : 0));
      }
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static void printRule(PrintStream out, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
    }
    out.append(line.append('\n'));
  }
}
