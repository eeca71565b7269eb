package io.penstock.gateway.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penstock.gateway.FakeCatalog;
import io.penstock.gateway.FakeEngine;
import io.penstock.gateway.FakePlanner;
import io.penstock.gateway.auth.Users;
import io.penstock.gateway.door.House;
import io.penstock.gateway.query.QueryLimits;
import io.penstock.gateway.query.QueryRecord;
import io.penstock.gateway.query.QueryService;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Sessions;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlightSqlDoorTest {
  private static final String TOKEN = "a-token-of-ben-0123456789";

  private final RootAllocator allocator = new RootAllocator();
  private final FakeEngine engine = new FakeEngine();
  private final List<QueryRecord> records = new CopyOnWriteArrayList<>();
  private final Sessions sessions =
      new Sessions(new Namespace("lake", "default"), Duration.ofHours(1), 100, Clock.systemUTC());
  private final FlightSqlDoor door = new FlightSqlDoor();
  private QueryService queries;
  private FlightClient flight;
  private FlightSqlClient client;

  @BeforeEach
  void opens() {
    queries =
        new QueryService(
            new FakePlanner(),
            engine,
            allocator,
            new QueryLimits(8, 8, Duration.ofSeconds(5), Duration.ofMinutes(1), 1 << 20),
            records::add);
    House house =
        new House(
            new House.Listening("127.0.0.1", Optional.empty()),
            new Users(Map.of("ann", "secret"), Map.of("ben", TOKEN)),
            sessions,
            new FakeCatalog(),
            new House.Queries(
                queries, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> "running"),
            allocator);
    int port = door.open(house, 0);
    flight = FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build();
    client = new FlightSqlClient(flight);
  }

  @AfterEach
  void leavesNothingBehind() throws Exception {
    flight.close();
    door.close();
    queries.close();
    allocator.close();
  }

  @Test
  void runsAStatementAfterAHandshake() throws Exception {
    CallOption login = login();
    FlightInfo info = client.execute("count 2500", login);
    assertThat(info.getSchema().getFields().get(0).getName()).isEqualTo("number");
    assertThat(numbers(info, login)).hasSize(2500).last().isEqualTo(2499L);
  }

  @Test
  void aTicketIsGoodForOneRun() throws Exception {
    CallOption login = login();
    FlightInfo info = client.execute("count 1", login);
    assertThat(numbers(info, login)).hasSize(1);
    assertThatThrownBy(() -> numbers(info, login)).hasMessageContaining("STATEMENT_NOT_FOUND");
  }

  @Test
  void preparesBindsAndRunsAgain() throws Exception {
    CallOption login = login();
    FlightSqlClient.PreparedStatement statement = client.prepare("count ?", login);
    assertThat(statement.getResultSetSchema().getFields()).hasSize(1);
    for (long value : new long[] {5, 7}) {
      VectorSchemaRoot parameters =
          VectorSchemaRoot.create(statement.getParameterSchema(), allocator);
      ((BigIntVector) parameters.getVector(0)).setSafe(0, value);
      parameters.setRowCount(1);
      statement.setParameters(parameters);
      assertThat(numbers(statement.execute(login), login)).hasSize(5);
      statement.clearParameters();
    }
    statement.close(login);
    assertThat(engine.executed)
        .extracting(query -> query.parameters().get(0))
        .containsExactly(5L, 7L);
  }

  @Test
  void anErrorCarriesItsPartsForPrograms() {
    CallOption login = login();
    assertThatThrownBy(() -> client.execute("broken", login))
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(FlightStatusCode.INVALID_ARGUMENT);
              assertThat(e.status().description())
                  .startsWith("[PARSE_SYNTAX_ERROR] Unexpected 'broken'. (line 1, column 1)");
              assertThat(e.status().metadata().get("x-penstock-sqlstate")).isEqualTo("42601");
              assertThat(e.status().metadata().get("x-penstock-line")).isEqualTo("1");
              assertThat(e.status().metadata().get("x-penstock-code")).isEqualTo("1");
            });
  }

  @Test
  void anErrorOfTheEngineNamesTheQuery() throws Exception {
    CallOption login = login();
    FlightInfo info = client.execute("fail", login);
    assertThatThrownBy(() -> numbers(info, login))
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            e -> {
              assertThat(e.status().metadata().get("x-penstock-condition"))
                  .isEqualTo("DIVIDE_BY_ZERO");
              assertThat(e.status().metadata().get("x-penstock-query-id")).isNotEmpty();
            });
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownUserAlike() {
    for (String user : List.of("ann", "nobody")) {
      assertThatThrownBy(() -> flight.authenticateBasicToken(user, "wrong"))
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              e -> {
                assertThat(e.status().code()).isEqualTo(FlightStatusCode.UNAUTHENTICATED);
                assertThat(e.status().description()).contains("28000");
              });
    }
    assertThatThrownBy(() -> client.getCatalogs()).hasMessageContaining("INVALID_CREDENTIALS");
  }

  @Test
  void takesBasicOnEveryCallPaddedOrNot() throws Exception {
    String basic =
        Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
    for (String value : List.of(basic, basic.replace("=", ""))) {
      CallOption each = header("authorization", "Basic " + value);
      assertThat(numbers(client.execute("count 3", each), each)).hasSize(3);
    }
    assertThat(sessions.count()).isEqualTo(1);
  }

  @Test
  void takesAnAccessToken() throws Exception {
    CallOption token = header("authorization", "Bearer " + TOKEN);
    assertThat(numbers(client.execute("count 3", token), token)).hasSize(3);
    assertThat(records).last().matches(record -> record.user().equals("ben"));
  }

  @Test
  void anotherUsersTicketIsNotFound() throws Exception {
    FlightInfo info = client.execute("count 3", login());
    CallOption other = header("authorization", "Bearer " + TOKEN);
    assertThatThrownBy(() -> numbers(info, other)).hasMessageContaining("STATEMENT_NOT_FOUND");
  }

  @Test
  void cancelFlightInfoStopsAQueryThatIsRead() throws Exception {
    CallOption login = login();
    FlightInfo info = client.execute("hang", login);
    try (FlightStream stream = stream(info, login)) {
      assertThat(stream.next()).isTrue();
      assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info), login).getStatus())
          .isEqualTo(CancelStatus.CANCELLED);
      assertThatThrownBy(stream::next).hasMessageContaining("QUERY_CANCELED");
    }
    assertThat(engine.hanging).isEmpty();
  }

  @Test
  void leavingTheStreamStopsTheQuery() throws Exception {
    CallOption login = login();
    try (FlightStream stream = stream(client.execute("hang", login), login)) {
      assertThat(stream.next()).isTrue();
      stream.cancel("enough", null);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!engine.hanging.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(engine.hanging).isEmpty();
  }

  @Test
  void useAndSetSpeakToTheSession() throws Exception {
    CallOption login = login();
    FlightSqlClient.PreparedStatement use = client.prepare("USE shop", login);
    assertThat(use.getResultSetSchema().getFields()).isEmpty();
    assertThat(use.executeUpdate(login)).isZero();
    use.close(login);
    numbers(client.execute("count 1", login), login);
    assertThat(engine.executed).last().matches(query -> query.schema().equals("shop"));
    assertThat(client.executeUpdate("SET penstock.query_timeout = 9", login)).isEqualTo(1);
  }

  @Test
  void sessionOptionsAreTheSessionsSettings() {
    CallOption login = login();
    var result =
        client.setSessionOptions(
            new SetSessionOptionsRequest(
                Map.of(
                    "schema", SessionOptionValueFactory.makeSessionOptionValue("SHOP"),
                    "penstock.query_timeout", SessionOptionValueFactory.makeSessionOptionValue(9L),
                    "nonsense", SessionOptionValueFactory.makeSessionOptionValue("x"))),
            login);
    assertThat(result.getErrors().keySet()).containsExactly("nonsense");
    var options =
        client.getSessionOptions(new GetSessionOptionsRequest(), login).getSessionOptions();
    assertThat(options.get("schema"))
        .isEqualTo(SessionOptionValueFactory.makeSessionOptionValue("shop"));
    client.closeSession(new CloseSessionRequest(), login);
    assertThatThrownBy(() -> client.getCatalogs(login))
        .hasMessageContaining("its session has ended");
  }

  @Test
  void answersMetadataFromTheCatalogThoughATableIsDamaged() throws Exception {
    CallOption login = login();
    List<String> types = new ArrayList<>();
    FlightInfo info = client.getTables(null, "SH%", "%", List.of("TABLE"), true, login);
    try (FlightStream stream = stream(info, login)) {
      assertThat(stream.next()).isTrue();
      VectorSchemaRoot root = stream.getRoot();
      assertThat(root.getRowCount()).isEqualTo(2);
      byte[] bytes = ((VarBinaryVector) root.getVector("table_schema")).get(1);
      Schema schema =
          MessageSerializer.deserializeSchema(
              new ReadChannel(Channels.newChannel(new ByteArrayInputStream(bytes))));
      schema
          .getFields()
          .forEach(f -> types.add(new FlightSqlColumnMetadata(f.getMetadata()).getTypeName()));
    }
    assertThat(types).containsExactly("BIGINT", "DECIMAL", "STRING");
    assertThat(engine.executed).isEmpty();
  }

  @Test
  void tellsTheProgressOfTheLatestQuery() throws Exception {
    CallOption login = login();
    Action action = new Action("penstock.queries");
    assertThat(text(action, login)).isEqualTo("{}");
    numbers(client.execute("count 3", login), login);
    assertThat(text(action, login)).contains("\"state\":\"FINISHED\",\"lane\":\"spark\"");
  }

  private String text(Action action, CallOption login) {
    return new String(flight.doAction(action, login).next().getBody(), StandardCharsets.UTF_8);
  }

  private CallOption login() {
    return flight.authenticateBasicToken("ann", "secret").orElseThrow();
  }

  private static CallOption header(String key, String value) {
    FlightCallHeaders headers = new FlightCallHeaders();
    headers.insert(key, value);
    return new HeaderCallOption(headers);
  }

  private FlightStream stream(FlightInfo info, CallOption login) {
    return client.getStream(info.getEndpoints().get(0).getTicket(), login);
  }

  private List<Long> numbers(FlightInfo info, CallOption login) throws Exception {
    List<Long> numbers = new ArrayList<>();
    try (FlightStream stream = stream(info, login)) {
      while (stream.next()) {
        BigIntVector vector = (BigIntVector) stream.getRoot().getVector(0);
        for (int i = 0; i < vector.getValueCount(); i++) {
          numbers.add(vector.get(i));
        }
      }
    }
    return numbers;
  }
}
