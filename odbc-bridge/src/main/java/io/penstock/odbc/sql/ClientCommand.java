package io.penstock.odbc.sql;

import java.util.List;
import java.util.Optional;

/** A statement that PostgreSQL's clients send and that this door carries out itself. */
public sealed interface ClientCommand {
  /** A transaction begins; nothing here is transactional, so it is only noted. */
  record Begin(String tag) implements ClientCommand {}

  /** COMMIT and END. */
  record Commit() implements ClientCommand {}

  /** ROLLBACK and ABORT. */
  record Rollback() implements ClientCommand {}

  /** ROLLBACK TO: a failed transaction goes on. */
  record RollbackTo() implements ClientCommand {}

  /** SAVEPOINT and RELEASE. */
  record Savepoint(String tag) implements ClientCommand {}

  /** SET TRANSACTION and the like: taken, of no effect. */
  record Ignored(String tag) implements ClientCommand {}

  /**
   * SET.
   *
   * @param values none for DEFAULT
   */
  record Set(String name, List<String> values) implements ClientCommand {
    public Set {
      values = List.copyOf(values);
    }
  }

  /** RESET; all settings if there is no name. */
  record Reset(Optional<String> name) implements ClientCommand {}

  /** SHOW of one setting. */
  record Show(String name) implements ClientCommand {}

  /** SHOW ALL. */
  record ShowAll() implements ClientCommand {}

  /** DISCARD; ALL or something that there is none of. */
  record Discard(String what) implements ClientCommand {}

  /** DEALLOCATE; all statements if there is no name. */
  record Deallocate(Optional<String> name) implements ClientCommand {}
}
