package io.penstock.benchmarks.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text under a header, as a Markdown table that is aligned for reading as it is. Not
 * thread-safe.
 */
public final class TextTable {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... header) {
    this.header = List.of(header);
  }

  /** Appends a row; it must have as many cells as the header. */
  public void add(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + header.size() + " headings");
    }
    rows.add(List.of(cells));
  }

  /** The table with a line feed after every line; every column but the first to the right. */
  public String render() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(3, header.get(i).length());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    appendRow(text, header, widths);
    for (int i = 0; i < widths.length; i++) {
      text.append(i == 0 ? "|" : "").append(i == 0 ? ":" : "-");
      text.append("-".repeat(widths[i])).append(i == 0 ? "-" : ":").append('|');
    }
    text.append('\n');
    for (List<String> row : rows) {
      appendRow(text, row, widths);
    }
    return text.toString();
  }

  private static void appendRow(StringBuilder text, List<String> cells, int[] widths) {
    text.append('|');
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      text.append(' ');
      text.append(i == 0 ? cells.get(i) + padding : padding + cells.get(i));
      text.append(" |");
    }
    text.append('\n');
  }
}
