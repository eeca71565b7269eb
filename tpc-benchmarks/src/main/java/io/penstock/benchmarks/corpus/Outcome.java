package io.penstock.benchmarks.corpus;

import java.util.List;

/** What one side made of a statement. Values and types are text that both sides write alike. */
sealed interface Outcome {

  /** A column's name and its type as JDBC's users see it. */
  record Column(String name, String type) {}

  /**
   * An answer.
   *
   * @param flags of plain Spark: {@code c} a command, {@code s} sorted, {@code v} varying, {@code
   *     l} cut out of rows without an order
   */
  record Rows(List<Column> columns, List<String> rows, String flags) implements Outcome {
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** What has no columns was no query, but an INSERT behind WITH. */
    boolean isCommand() {
      return flags.contains("c") || (columns.isEmpty() && rows.isEmpty());
    }

    /** Whether other rows may be as right as these. */
    boolean isCut() {
      return flags.contains("l");
    }

    boolean isSorted() {
      return flags.contains("s");
    }

    /** Whether the answer depends on time, place or chance. */
    boolean varies() {
      return flags.contains("v");
    }
  }

  /** A refusal. The condition is empty where none was named. */
  record Rejection(String condition, String sqlState, String message) implements Outcome {

    /** The condition without its subclass. */
    String errorClass() {
      return condition.replaceFirst("\\..*", "");
    }
  }
}
