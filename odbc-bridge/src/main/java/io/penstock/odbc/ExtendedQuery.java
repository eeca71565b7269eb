package io.penstock.odbc;

import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.SessionSettings;
import io.penstock.odbc.sql.ClientStatement;
import io.penstock.odbc.sql.ClientText;
import io.penstock.odbc.value.ParameterReader;
import io.penstock.odbc.wire.Frame;
import io.penstock.odbc.wire.FrameReader;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.ResultColumn;
import io.penstock.odbc.wire.Violation;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parse, Bind, Describe, Execute and Close. Used by one thread at a time. */
final class ExtendedQuery {
  private static final char PARSE_COMPLETE = '1';
  private static final char BIND_COMPLETE = '2';
  private static final char CLOSE_COMPLETE = '3';
  private static final char EMPTY_QUERY = 'I';
  private static final char NO_DATA = 'n';
  private static final char SUSPENDED = 's';

  private final Session session;
  private final ClientSettings settings;
  private final Held held;
  private final Runner runner;
  private final Outbox outbox;
  private final Interrupts interrupts;
  private final Place place;

  ExtendedQuery(
      Session session,
      ClientSettings settings,
      Held held,
      Runner runner,
      Outbox outbox,
      Interrupts interrupts,
      Place place) {
    this.session = session;
    this.settings = settings;
    this.held = held;
    this.runner = runner;
    this.outbox = outbox;
    this.interrupts = interrupts;
    this.place = place;
  }

  void handle(Frame frame) {
    FrameReader reader = frame.reader();
    switch (frame.type()) {
      case 'P' -> parse(reader);
      case 'B' -> bind(reader);
      case 'D' -> describe(reader);
      case 'E' -> execute(reader);
      default -> close(reader);
    }
  }

  private void parse(FrameReader reader) {
    String name = reader.text();
    String text = reader.text();
    List<Integer> declared = new ArrayList<>();
    int count = reader.count();
    for (int i = 0; i < count; i++) {
      declared.add(reader.number());
    }
    reader.end();
    place.text(text);
    List<ClientStatement> statements = ClientText.split(text, settings.backslashEscapes());
    if (statements.size() > 1) {
      throw Violation.of(
          "42601",
          "PARSE_SYNTAX_ERROR",
          "A prepared statement can hold one statement, not " + statements.size() + ".");
    }
    Prepared prepared =
        statements.isEmpty() ? new Prepared.Empty() : runner.prepare(statements.get(0), declared);
    held.add(name, prepared);
    outbox.bare(PARSE_COMPLETE);
  }

  private void bind(FrameReader reader) {
    String portal = reader.text();
    Prepared prepared = held.statement(reader.text());
    if (prepared instanceof Prepared.Query query) {
      place.statement(query.client());
    }
    List<Integer> formats = formats(reader);
    List<@Nullable ByteBuffer> values = new ArrayList<>();
    int count = reader.count();
    for (int i = 0; i < count; i++) {
      values.add(reader.value());
    }
    List<Integer> resultFormats = formats(reader);
    reader.end();
    Formats.check(formats, count, "parameters");
    Formats.check(
        resultFormats, runner.columns(prepared, List.of()).map(List::size).orElse(0), "columns");
    held.add(portal, new Portal(prepared, bound(prepared, formats, values), resultFormats));
    outbox.bare(BIND_COMPLETE);
  }

  private static List<Integer> formats(FrameReader reader) {
    List<Integer> formats = new ArrayList<>();
    int count = reader.count();
    for (int i = 0; i < count; i++) {
      formats.add(reader.count());
    }
    return formats;
  }

  /** The values in the order of the planner's marks. */
  private List<@Nullable Object> bound(
      Prepared prepared, List<Integer> formats, List<@Nullable ByteBuffer> values) {
    List<Integer> types =
        prepared instanceof Prepared.Query query ? query.parameterTypes() : List.of();
    if (types.size() != values.size()) {
      throw Violation.of(
          Violation.PROTOCOL,
          "PROTOCOL_VIOLATION",
          "The statement has "
              + types.size()
              + " parameters and "
              + values.size()
              + " were bound.");
    }
    ZoneId zone = ZoneId.of(session.settings().value(SessionSettings.TIME_ZONE));
    List<@Nullable Object> read = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      ByteBuffer value = values.get(i);
      boolean binary = Formats.isBinary(formats, i);
      read.add(value == null ? null : ParameterReader.read(types.get(i), binary, value, zone));
    }
    List<@Nullable Object> ordered = new ArrayList<>();
    if (prepared instanceof Prepared.Query query) {
      query.client().parameters().forEach(number -> ordered.add(read.get(number - 1)));
    }
    return ordered;
  }

  private void describe(FrameReader reader) {
    char what = reader.letter();
    String name = reader.text();
    reader.end();
    if (what == 'S') {
      Prepared prepared = held.statement(name);
      outbox.parameters(
          prepared instanceof Prepared.Query query ? query.parameterTypes() : List.of());
      describe(runner.columns(prepared, List.of()));
    } else if (what == 'P') {
      Portal portal = held.portal(name);
      describe(runner.columns(portal.prepared(), portal.formats()));
    } else {
      throw Violation.malformed("nothing of kind " + (int) what + " can be described");
    }
  }

  private void describe(Optional<List<ResultColumn>> columns) {
    columns.ifPresentOrElse(outbox::rowDescription, () -> outbox.bare(NO_DATA));
  }

  private void execute(FrameReader reader) {
    Portal portal = held.portal(reader.text());
    int limit = Math.max(0, reader.number());
    reader.end();
    if (portal.prepared() instanceof Prepared.Empty) {
      outbox.bare(EMPTY_QUERY);
      return;
    }
    if (!portal.isStarted()) {
      runner.start(portal);
      checkColumns(portal);
    } else if (portal.prepared() instanceof Prepared.Query query) {
      place.statement(query.client());
      place.query(portal.id());
      interrupts.running(portal.id());
    }
    Rows rows = portal.rows();
    long sent = rows == null ? 0 : rows.send(outbox, portal.formats(), limit);
    if (limit > 0 && sent == limit) {
      outbox.bare(SUSPENDED);
    } else {
      portal.completed();
      outbox.commandComplete(portal.completeTag(sent));
    }
  }

  /** The client has been told the columns, and may not ask again. */
  private void checkColumns(Portal portal) {
    Rows rows = portal.rows();
    if (rows == null) {
      return;
    }
    List<ResultColumn> now = rows.columns(portal.formats());
    List<ResultColumn> told = runner.columns(portal.prepared(), portal.formats()).orElse(List.of());
    boolean script = portal.prepared() instanceof Prepared.Query query && query.client().isScript();
    if (script && told.isEmpty()) {
      // a script's rows, whose columns were not known beforehand: the client expects none
      portal.close();
      return;
    }
    boolean same = now.size() == told.size();
    for (int i = 0; same && i < now.size(); i++) {
      // As texts the values can be read all the same.
      same = now.get(i).type() == told.get(i).type() || !now.get(i).binary();
    }
    if (!same && script) {
      throw Violation.of(
          "0A000",
          "UNSUPPORTED_FEATURE",
          "The script was carried out, but its rows have other columns than it was prepared with."
              + " Do not send it again; read what it left.");
    }
    if (!same) {
      // Drivers know this message, and prepare the statement anew.
      throw Violation.unsupported("cached plan must not change result type");
    }
  }

  private void close(FrameReader reader) {
    char what = reader.letter();
    String name = reader.text();
    reader.end();
    if (what == 'S') {
      held.closeStatement(name);
    } else if (what == 'P') {
      held.closePortal(name);
    } else {
      throw Violation.malformed("nothing of kind " + (int) what + " can be closed");
    }
    outbox.bare(CLOSE_COMPLETE);
  }
}
