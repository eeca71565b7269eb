package io.penstock.jdbc.column;

import java.sql.SQLException;

/** Where a result set stands in its current batch, shared with its accessors. Not thread-safe. */
public final class RowPosition {

  private int row = -1;
  private boolean lastWasNull;

  /** Moves to a row of the current batch; -1 is "no row". */
  public void moveTo(int newRow) {
    row = newRow;
  }

  /** The row, or -1. */
  public int row() {
    return row;
  }

  /** Whether the value that was read last was NULL. */
  public boolean lastWasNull() {
    return lastWasNull;
  }

  void noteNull(boolean isNull) {
    lastWasNull = isNull;
  }

  int current() throws SQLException {
    if (row < 0) {
      throw new SQLException("No current row: call next() first", "24000");
    }
    return row;
  }
}
