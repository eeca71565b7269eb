package io.penstock.odbc;

import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.door.House;
import io.penstock.gateway.session.Session;
import io.penstock.odbc.sql.ClientStatement;
import io.penstock.odbc.sql.ClientText;
import io.penstock.odbc.wire.FatalException;
import io.penstock.odbc.wire.Frame;
import io.penstock.odbc.wire.FrameReader;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.Violation;
import java.util.List;

/**
 * What is said on a connection after the login. Used by one thread at a time, which may be blocked;
 * closed by its connection.
 */
final class Conversation implements AutoCloseable {
  private static final char EMPTY_QUERY = 'I';

  private final House house;
  private final Session session;
  private final ClientSettings settings;
  private final Outbox outbox;
  private final Held held = new Held();
  private final Transaction transaction = new Transaction();
  private final Place place = new Place();
  private final Runner runner;
  private final ExtendedQuery extended;
  private boolean skipping;

  Conversation(House house, Login.Opened opened, Outbox outbox, Interrupts interrupts) {
    this.house = house;
    this.session = opened.session();
    this.settings = opened.settings();
    this.outbox = outbox;
    DoorCommands commands = new DoorCommands(settings, transaction, held, outbox);
    this.runner =
        new Runner(
            house.queries().service(), session, settings, commands, transaction, interrupts, place);
    this.extended = new ExtendedQuery(session, settings, held, runner, outbox, interrupts, place);
  }

  Session session() {
    return session;
  }

  /**
   * Works on a message of the client.
   *
   * @throws FatalException if the connection has to end
   */
  void handle(Frame frame) {
    if (skipping && frame.type() != 'S') {
      return;
    }
    if (house.sessions().find(session.id()).isEmpty()) {
      throw new FatalException(
          "57P05", "SESSION_NOT_FOUND", "The session was unused for too long. Connect again.");
    }
    place.clear();
    switch (frame.type()) {
      case 'Q' -> {
        guarded(() -> simple(frame));
        endOfTurn();
      }
      case 'P', 'B', 'D', 'E', 'C' -> skipping = !guarded(() -> extended.handle(frame));
      case 'S' -> {
        skipping = false;
        endOfTurn();
      }
      case 'H' -> outbox.flush();
      case 'F' -> {
        guarded(
            () -> {
              throw Violation.unsupported("Function calls are not supported. Use SELECT.");
            });
        endOfTurn();
      }
      case 'd', 'c', 'f' -> {
        // What is left of a COPY that was refused.
      }
      default ->
          throw new FatalException(
              Violation.PROTOCOL,
              "PROTOCOL_VIOLATION",
              "There is no message of type " + (int) frame.type() + ".");
    }
  }

  /** It is the client's turn. */
  void ready() {
    tellSettings();
    outbox.ready(transaction.letter());
    outbox.flush();
  }

  /** Tells the client of settings that it does not know the value of. */
  void tellSettings() {
    settings.news().entrySet().forEach(outbox::parameterStatus);
  }

  private void endOfTurn() {
    if (!transaction.isOpen()) {
      held.closePortals();
    }
    ready();
  }

  /**
   * Tells an error.
   *
   * @return whether there was none
   */
  private boolean guarded(Runnable work) {
    try {
      work.run();
      return true;
    } catch (FatalException | ClientGoneException e) {
      throw e;
    } catch (PenstockException e) {
      tell(e);
    } catch (RuntimeException e) {
      tell(Notices.unexpected(e));
    }
    return false;
  }

  private void tell(PenstockException e) {
    outbox.abort();
    outbox.error(Notices.error(e, place.query(), place.position(e.failure())));
    transaction.fail();
  }

  private void simple(Frame frame) {
    FrameReader reader = frame.reader();
    String text = reader.text();
    reader.end();
    held.closePortal("");
    held.closeStatement("");
    place.text(text);
    List<ClientStatement> statements = ClientText.split(text, settings.backslashEscapes());
    if (statements.isEmpty()) {
      outbox.bare(EMPTY_QUERY);
    }
    statements.forEach(this::run);
  }

  private void run(ClientStatement statement) {
    place.statement(statement);
    Runner.checkNoParameters(statement);
    try (Portal portal = new Portal(runner.prepare(statement, List.of()), List.of(), List.of())) {
      runner.start(portal);
      Rows rows = portal.rows();
      long sent = 0;
      if (rows != null) {
        outbox.rowDescription(rows.columns(List.of()));
        sent = rows.send(outbox, List.of(), 0);
      }
      outbox.commandComplete(portal.completeTag(sent));
    }
  }

  /** Ends what runs, and the session. */
  @Override
  public void close() {
    try {
      held.closeAll();
    } finally {
      house.sessions().close(session.id());
    }
  }
}
