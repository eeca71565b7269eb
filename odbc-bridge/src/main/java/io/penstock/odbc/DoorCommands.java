package io.penstock.odbc;

import io.penstock.odbc.sql.ClientCommand;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Carries out what PostgreSQL's clients say to PostgreSQL itself. */
final class DoorCommands {
  /**
   * @param tag for CommandComplete
   */
  record Outcome(String tag, Optional<AnswerRows> rows) {}

  private final ClientSettings settings;
  private final Transaction transaction;
  private final Held held;
  private final Outbox outbox;

  DoorCommands(ClientSettings settings, Transaction transaction, Held held, Outbox outbox) {
    this.settings = settings;
    this.transaction = transaction;
    this.held = held;
    this.outbox = outbox;
  }

  /** The columns of the command's answer, if it has one. */
  Optional<AnswerRows> shape(ClientCommand command) {
    return command instanceof ClientCommand.Show || command instanceof ClientCommand.ShowAll
        ? run(command).rows()
        : Optional.empty();
  }

  Outcome run(ClientCommand command) {
    if (command instanceof ClientCommand.Show show) {
      List<List<String>> row = List.of(List.of(settings.show(show.name())));
      return new Outcome("SHOW", Optional.of(new AnswerRows(List.of(show.name()), row)));
    }
    if (command instanceof ClientCommand.ShowAll) {
      List<List<String>> rows =
          settings.all().entrySet().stream()
              .map(entry -> List.of(entry.getKey(), entry.getValue()))
              .toList();
      return new Outcome("SHOW", Optional.of(new AnswerRows(List.of("name", "setting"), rows)));
    }
    return new Outcome(effect(command), Optional.empty());
  }

  private String effect(ClientCommand command) {
    if (command instanceof ClientCommand.Set set) {
      settings.set(set.name(), set.values());
      return "SET";
    }
    if (command instanceof ClientCommand.Reset reset) {
      reset.name().ifPresentOrElse(settings::reset, settings::resetAll);
      return "RESET";
    }
    if (command instanceof ClientCommand.Ignored ignored) {
      return ignored.tag();
    }
    if (command instanceof ClientCommand.Discard discard) {
      return discard(discard.what());
    }
    if (command instanceof ClientCommand.Deallocate deallocate) {
      return deallocate(deallocate.name());
    }
    return transaction(command);
  }

  private String transaction(ClientCommand command) {
    if (command instanceof ClientCommand.Begin begin) {
      if (transaction.isOpen()) {
        outbox.warning(Notices.warning("25001", "There is already a transaction in progress."));
      }
      transaction.begin();
      return begin.tag();
    }
    if (command instanceof ClientCommand.Savepoint savepoint) {
      transaction.checkOpen(savepoint.tag());
      return savepoint.tag();
    }
    if (command instanceof ClientCommand.RollbackTo) {
      transaction.rollbackTo();
      return "ROLLBACK";
    }
    if (!transaction.isOpen()) {
      outbox.warning(Notices.warning("25P01", "There is no transaction in progress."));
    }
    held.closePortals();
    boolean well = transaction.end();
    return command instanceof ClientCommand.Commit && well ? "COMMIT" : "ROLLBACK";
  }

  private String discard(String what) {
    switch (what.toUpperCase(Locale.ROOT)) {
      case "ALL" -> {
        if (transaction.isOpen()) {
          throw Violation.of(
              "25001", "ACTIVE_TRANSACTION", "DISCARD ALL cannot run inside a transaction block.");
        }
        held.closeAll();
        settings.resetAll();
        return "DISCARD ALL";
      }
      case "PLANS", "SEQUENCES", "TEMP", "TEMPORARY" -> {
        return "DISCARD " + what.toUpperCase(Locale.ROOT).replace("TEMPORARY", "TEMP");
      }
      default ->
          throw Violation.of(
              "42601", "PARSE_SYNTAX_ERROR", "DISCARD takes ALL, PLANS, SEQUENCES or TEMP.");
    }
  }

  private String deallocate(Optional<String> name) {
    if (name.isEmpty()) {
      held.closeStatements();
      return "DEALLOCATE ALL";
    }
    held.statement(name.get());
    held.closeStatement(name.get());
    return "DEALLOCATE";
  }
}
