package io.penstock.odbc;

import io.penstock.odbc.sql.ClientCommand;
import io.penstock.odbc.wire.Violation;

/** What a client takes for a transaction. Every statement stands alone; this only keeps count. */
final class Transaction {
  private enum State {
    IDLE('I'),
    OPEN('T'),
    FAILED('E');

    private final char letter;

    State(char letter) {
      this.letter = letter;
    }
  }

  private State state = State.IDLE;

  /** As ReadyForQuery tells it. */
  char letter() {
    return state.letter;
  }

  boolean isOpen() {
    return state != State.IDLE;
  }

  void fail() {
    if (state == State.OPEN) {
      state = State.FAILED;
    }
  }

  void begin() {
    state = state == State.IDLE ? State.OPEN : state;
  }

  /**
   * Ends it.
   *
   * @return whether it had not failed
   */
  boolean end() {
    boolean well = state != State.FAILED;
    state = State.IDLE;
    return well;
  }

  void rollbackTo() {
    checkOpen("ROLLBACK TO SAVEPOINT");
    state = State.OPEN;
  }

  void checkOpen(String what) {
    if (state == State.IDLE) {
      throw Violation.of(
          "25P01", "NO_ACTIVE_TRANSACTION", what + " can only be used in a transaction block.");
    }
  }

  /** Fails if a statement cannot run because one before it failed. */
  void check(Prepared prepared) {
    boolean ends =
        prepared instanceof Prepared.Command own
            && (own.command() instanceof ClientCommand.Commit
                || own.command() instanceof ClientCommand.Rollback
                || own.command() instanceof ClientCommand.RollbackTo);
    if (state == State.FAILED && !ends) {
      throw Violation.of(
          "25P02",
          "IN_FAILED_TRANSACTION",
          "The transaction has failed; nothing is run until it ends. Send ROLLBACK.");
    }
  }
}
