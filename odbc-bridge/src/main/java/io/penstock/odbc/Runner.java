package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.ResultStream;
import io.penstock.gateway.query.QueryService;
import io.penstock.gateway.query.Statement;
import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.SessionSettings;
import io.penstock.odbc.sql.ClientCommand;
import io.penstock.odbc.sql.ClientStatement;
import io.penstock.odbc.sql.CommandReader;
import io.penstock.odbc.value.PgType;
import io.penstock.odbc.wire.ResultColumn;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/** From a client's statement to rows: the door's own commands here, all else by the service. */
final class Runner {
  private static final int UNSPECIFIED = 0;
  private static final int UNKNOWN = 705;

  private final QueryService queries;
  private final Session session;
  private final ClientSettings settings;
  private final DoorCommands commands;
  private final Transaction transaction;
  private final Interrupts interrupts;
  private final Place place;

  Runner(
      QueryService queries,
      Session session,
      ClientSettings settings,
      DoorCommands commands,
      Transaction transaction,
      Interrupts interrupts,
      Place place) {
    this.queries = queries;
    this.session = session;
    this.settings = settings;
    this.commands = commands;
    this.transaction = transaction;
    this.interrupts = interrupts;
    this.place = place;
  }

  /**
   * Plans a statement.
   *
   * @param declared the parameters' types as the client gave them; 0 for those it left open
   */
  Prepared prepare(ClientStatement client, List<Integer> declared) {
    place.statement(client);
    Optional<ClientCommand> command = CommandReader.read(client, settings::exists);
    Prepared own = command.<Prepared>map(Prepared.Command::new).orElse(new Prepared.Empty());
    transaction.check(own);
    if (command.isPresent()) {
      return own;
    }
    Statement statement = queries.prepare(session, client.text());
    interrupts.check();
    return new Prepared.Query(statement, client, types(statement, client, declared));
  }

  /** Starts a portal, or does all that there is to do for it. */
  void start(Portal portal) {
    transaction.check(portal.prepared());
    if (portal.prepared() instanceof Prepared.Command own) {
      DoorCommands.Outcome outcome = commands.run(own.command());
      portal.started(outcome.rows().orElse(null), outcome.tag());
    } else if (portal.prepared() instanceof Prepared.Query query) {
      place.statement(query.client());
      place.query(portal.id());
      interrupts.running(portal.id());
      start(portal, query);
    }
  }

  private void start(Portal portal, Prepared.Query query) {
    ResultStream stream = queries.execute(query.statement(), portal.id(), portal.parameters());
    try {
      interrupts.check();
      String word = firstWord(query.client());
      if (stream.schema().getFields().isEmpty()) {
        while (stream.next()) {
          interrupts.check();
        }
        stream.close();
        // as PostgreSQL calls a block; BEGIN would be that of a transaction
        portal.started(null, query.client().isScript() ? "DO" : word);
      } else {
        ZoneId zone = ZoneId.of(session.settings().value(SessionSettings.TIME_ZONE));
        portal.started(new StreamRows(stream, zone, interrupts::check), tag(word));
      }
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static String tag(String word) {
    return word.equals("SHOW") || word.equals("EXPLAIN") ? word : "SELECT";
  }

  private static String firstWord(ClientStatement client) {
    return client.firstWord().toUpperCase(Locale.ROOT);
  }

  /** A type for each of the client's parameters: as declared, else as planned where first used. */
  private static List<Integer> types(
      Statement statement, ClientStatement client, List<Integer> declared) {
    List<Field> planned = statement.parameterSchema().getFields();
    List<Integer> marks = client.parameters();
    int count = marks.stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Integer> types = new ArrayList<>();
    for (int number = 1; number <= Math.max(count, declared.size()); number++) {
      int given = number <= declared.size() ? declared.get(number - 1) : UNSPECIFIED;
      int mark = marks.indexOf(number);
      if (given != UNSPECIFIED && given != UNKNOWN) {
        types.add(given);
      } else if (mark >= 0 && mark < planned.size()) {
        types.add(PgType.of(planned.get(mark).getType()).oid());
      } else {
        types.add(PgType.TEXT.oid());
      }
    }
    return types;
  }

  /** The columns that rows of a prepared statement will have; none if it gives no rows. */
  Optional<List<ResultColumn>> columns(Prepared prepared, List<Integer> formats) {
    if (prepared instanceof Prepared.Query query) {
      return query.statement().schema().getFields().isEmpty()
          ? Optional.empty()
          : Optional.of(StreamRows.columns(query.statement().schema(), formats));
    }
    return prepared instanceof Prepared.Command own
        ? commands.shape(own.command()).map(rows -> rows.columns(formats))
        : Optional.empty();
  }

  /** A simple query has no values for parameters. */
  static void checkNoParameters(ClientStatement client) {
    if (!client.parameters().isEmpty()) {
      throw new PenstockException(
          ErrorCode.UNBOUND_SQL_PARAMETER,
          "There is no value for parameter $" + client.parameters().get(0) + ".");
    }
  }
}
