package io.penstock.endtoend;

import java.util.List;
import java.util.function.Function;

/**
 * A statement that changes a table of {@link ModelRow}s, and what it means, told without an engine.
 *
 * @param tag unique in its table; the log of the table has it in the commit of this change
 * @param sql the statement
 * @param effect on the rows that it finds
 */
record Change(String tag, String sql, Function<List<ModelRow>, Effect> effect) {

  /**
   * What a change makes of a table.
   *
   * @param rows afterwards, in any order
   * @param affected as the statement answers it
   */
  record Effect(List<ModelRow> rows, long affected) {}

  /** Whether it moves rows to other files and leaves them as they are. */
  boolean isMaintenance() {
    return sql.startsWith("OPTIMIZE");
  }

  @Override
  public String toString() {
    return sql;
  }
}
