package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.door.House;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Session;
import io.penstock.odbc.wire.FatalException;
import io.penstock.odbc.wire.Frame;
import io.penstock.odbc.wire.FrameReader;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From the startup message to an open session. Blocks on the catalog. */
final class Login {
  private static final int OK = 0;
  private static final int CLEARTEXT_PASSWORD = 3;

  /** A user name for those who have a token and need no other name. */
  private static final String TOKEN_USER = "token";

  /** A session and its settings as PostgreSQL knows them. */
  record Opened(Session session, ClientSettings settings) {}

  private final House house;
  private final Startup startup;
  private final Outbox outbox;

  Login(House house, Startup startup, Outbox outbox) {
    this.house = house;
    this.startup = startup;
    this.outbox = outbox;
  }

  /**
   * Asks for the password.
   *
   * @param confidential whether nobody else can read it on its way
   */
  void ask(boolean confidential) {
    if (startup.parameter("replication").filter(value -> !isOff(value)).isPresent()) {
      throw new FatalException(Violation.unsupported("Replication is not supported."));
    }
    startup.user();
    if (!confidential) {
      throw new FatalException(
          "28000",
          "INVALID_CREDENTIALS",
          "A password is taken over an encrypted connection only. Use sslmode=require; the server"
              + " needs a certificate for it (tls.certificate).");
    }
    if (startup.version() > Startup.NEWEST || !startup.extensions().isEmpty()) {
      outbox.negotiateProtocol(Startup.NEWEST, startup.extensions());
    }
    outbox.authentication(CLEARTEXT_PASSWORD);
    outbox.flush();
  }

  /** Checks the password and opens a session. */
  Opened answer(Frame frame) {
    if (frame.type() != 'p') {
      throw new FatalException(
          Violation.PROTOCOL, "PROTOCOL_VIOLATION", "A password was expected.");
    }
    FrameReader reader = frame.reader();
    String password = reader.text();
    reader.end();
    Session session = house.sessions().open(user(password));
    try {
      session.use(namespace(session));
      ClientSettings settings = new ClientSettings(session, house.catalog());
      startup.settings().forEach((name, value) -> settings.startWith(name, values(name, value)));
      outbox.authentication(OK);
      return new Opened(session, settings);
    } catch (RuntimeException e) {
      house.sessions().close(session.id());
      throw e;
    }
  }

  private String user(String password) {
    String user = startup.user();
    String ofToken = house.users().byToken(password);
    if (ofToken != null && (user.equals(ofToken) || user.equals(TOKEN_USER))) {
      return ofToken;
    }
    try {
      return house.users().byPassword(user, password);
    } catch (PenstockException e) {
      if (e.code() != ErrorCode.INVALID_CREDENTIALS) {
        throw e;
      }
      throw new FatalException("28P01", e.failure().condition(), e.failure().message());
    }
  }

  /** Clients that are given no database send the user's name. */
  private Namespace namespace(Session session) {
    Optional<String> database = startup.parameter("database");
    if (database.isEmpty()) {
      return session.namespace();
    }
    List<String> catalogs = house.catalog().catalogs();
    for (String catalog : catalogs) {
      if (catalog.equalsIgnoreCase(database.get())) {
        return new Namespace(catalog, house.catalog().defaultSchema());
      }
    }
    if (database.get().equals(startup.user())) {
      return session.namespace();
    }
    throw new FatalException(
        "3D000",
        "CATALOG_NOT_FOUND",
        "There is no database "
            + database.get()
            + ". Catalogs are databases here: "
            + String.join(", ", catalogs)
            + ".");
  }

  private static List<String> values(String name, String value) {
    if (!name.equalsIgnoreCase("search_path")) {
      return List.of(value);
    }
    return Arrays.stream(value.split(",")).map(schema -> schema.trim().replace("\"", "")).toList();
  }

  private static boolean isOff(String value) {
    return List.of("false", "off", "no", "0").contains(value.toLowerCase(Locale.ROOT));
  }
}
