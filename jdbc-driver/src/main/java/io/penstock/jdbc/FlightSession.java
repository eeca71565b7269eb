package io.penstock.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One authenticated session with a server: its channel, its buffers and its timers. Thread-safe.
 * Takes ownership of the allocator.
 */
final class FlightSession implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FlightSession.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long COURTESY_SECONDS = 5;

  private final BufferAllocator allocator;
  private final ManagedChannel channel;
  private final FlightClient flight;
  private final FlightSqlClient sql;
  private final SqlErrors errors;
  private final ScheduledThreadPoolExecutor timers;
  private boolean closed;

  private FlightSession(ConnectionOptions options, BufferAllocator allocator) throws SQLException {
    this.allocator = allocator;
    this.errors = new SqlErrors(options.server());
    this.channel = Channels.open(options);
    this.flight = FlightGrpcUtils.createFlightClient(allocator, channel);
    this.sql = new FlightSqlClient(flight);
    this.timers =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "penstock-jdbc-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(10, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
  }

  /** Connects and logs in; blocks for at most the connect timeout. */
  static FlightSession open(ConnectionOptions options, BufferAllocator allocator)
      throws SQLException {
    FlightSession session;
    try {
      session = new FlightSession(options, allocator);
    } catch (SQLException | RuntimeException e) {
      allocator.close();
      throw e;
    }
    try {
      session.logIn(options);
      return session;
    } catch (SQLException | RuntimeException e) {
      session.closeChannel();
      throw e;
    }
  }

  private void logIn(ConnectionOptions options) throws SQLException {
    try {
      flight.handshake(CallOptions.timeout(options.connectTimeoutSeconds(), TimeUnit.SECONDS));
    } catch (RuntimeException e) {
      throw errors.whileConnecting(e, options.useEncryption());
    }
    Map<String, String> start = new HashMap<>();
    if (options.catalog() != null) {
      start.put("catalog", options.catalog());
    }
    if (options.schema() != null) {
      start.put("schema", options.schema());
    }
    if (!start.isEmpty()) {
      setOptions(start);
    }
  }

  FlightSqlClient sql() {
    return sql;
  }

  SqlErrors errors() {
    return errors;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return timers.schedule(task, delay, unit);
  }

  <T> T call(Supplier<T> call) throws SQLException {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  private static CallOption courtesy() {
    return CallOptions.timeout(COURTESY_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Asks the server to cancel a query by name. The calls of the query are cancelled already, so a
   * server that does not know this action is no error.
   */
  void cancel(FlightInfo info) {
    try {
      sql.cancelFlightInfo(new CancelFlightInfoRequest(info), courtesy());
    } catch (FlightRuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The server did not take CancelFlightInfo", e);
    }
  }

  void setOptions(Map<String, String> options) throws SQLException {
    Map<String, SessionOptionValue> values = new HashMap<>();
    options.forEach(
        (key, value) -> values.put(key, SessionOptionValueFactory.makeSessionOptionValue(value)));
    SetSessionOptionsResult result =
        call(() -> sql.setSessionOptions(new SetSessionOptionsRequest(values)));
    for (Map.Entry<String, SetSessionOptionsResult.Error> error : result.getErrors().entrySet()) {
      throw refused(error.getKey(), options.getOrDefault(error.getKey(), ""), error.getValue());
    }
  }

  private static SQLException refused(
      String key, String value, SetSessionOptionsResult.Error error) {
    if (error.value == SetSessionOptionsResult.ErrorValue.INVALID_VALUE) {
      if (key.equals("catalog")) {
        return new SQLException("Catalog '" + value + "' was not found", "3D000");
      } else if (key.equals("schema")) {
        return new SQLException("Schema '" + value + "' was not found", "3F000");
      }
    }
    return new SQLException(
        "The server does not accept " + key + " '" + value + "': " + error.value, "22023");
  }

  /** A session option that is a text, if the server has it. */
  Optional<String> option(String key) throws SQLException {
    SessionOptionValue value =
        call(() -> sql.getSessionOptions(new GetSessionOptionsRequest()))
            .getSessionOptions()
            .get(key);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(value.acceptVisitor(new TextOption()));
  }

  private static final class TextOption extends NoOpSessionOptionValueVisitor<String> {
    @Override
    public String visit(String value) {
      return value;
    }
  }

  /** Asks the server for a sign of life. */
  boolean answers(int timeoutSeconds) {
    CallOption[] options =
        timeoutSeconds > 0
            ? new CallOption[] {CallOptions.timeout(timeoutSeconds, TimeUnit.SECONDS)}
            : new CallOption[0];
    try {
      sql.getSessionOptions(new GetSessionOptionsRequest(), options);
      return true;
    } catch (FlightRuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The connection is not valid", e);
      return false;
    }
  }

  QueryProgress progress() throws SQLException {
    byte[] body =
        call(
            () -> {
              Iterator<Result> results = flight.doAction(new Action("penstock.queries"));
              byte[] first = results.hasNext() ? results.next().getBody() : new byte[0];
              results.forEachRemaining(ignored -> {});
              return first;
            });
    return progress(body);
  }

  private static QueryProgress progress(byte[] body) throws SQLException {
    try {
      JsonNode json = JSON.readTree(new String(body, java.nio.charset.StandardCharsets.UTF_8));
      if (json.path("id").asText().isEmpty()) {
        return QueryProgress.NONE;
      }
      return new QueryProgress(
          json.path("id").asText(),
          QueryProgress.State.valueOf(json.path("state").asText()),
          json.path("lane").asText(""),
          json.path("elapsedMillis").asLong(),
          json.path("tasksDone").asLong(),
          json.path("tasksTotal").asLong(),
          json.path("rows").asLong());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new SQLException("The server's answer on query progress cannot be read", "08P01", e);
    }
  }

  /** Ends the session at the server, then closes the channel. All executions must be closed. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      sql.closeSession(new CloseSessionRequest(), courtesy());
    } catch (FlightRuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The server did not take CloseSession", e);
    }
    closeChannel();
  }

  private void closeChannel() {
    timers.shutdownNow();
    channel.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      flight.close();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "Buffers were still in use at the end", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      allocator.close();
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "Buffers were still in use at the end", e);
    }
  }
}
