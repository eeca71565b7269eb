package io.penstock.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.warehouses.EngineLaunch;
import io.penstock.execution.warehouses.SupervisedEngine;
import io.penstock.gateway.auth.Users;
import io.penstock.gateway.config.ServerConfig;
import io.penstock.gateway.door.FrontDoor;
import io.penstock.gateway.door.House;
import io.penstock.gateway.query.QueryLimits;
import io.penstock.gateway.query.QueryListener;
import io.penstock.gateway.query.QueryLog;
import io.penstock.gateway.query.QueryMetrics;
import io.penstock.gateway.query.QueryService;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Sessions;
import io.penstock.planner.CalcitePlanner;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.LakeCatalog;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house, built in order and taken down in reverse: catalog, planner, engine, query service,
 * doors.
 */
final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final long QUERY_MEMORY_BYTES = 128L << 20;
  private static final int ENGINE_STARTS = 3;
  private static final String GENERATED_USER = "penstock";

  /**
   * What has to be said on the command line.
   *
   * @param sparkEngine distribution of the Spark engine
   */
  record Place(Path lake, Path sparkEngine) {}

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ServerConfig config;
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final SupervisedEngine engine;
  private final CompletableFuture<Void> engineStart;

  private Server(Place place, DataFolder data, ServerConfig config) {
    this.config = config;
    opened.push(data);
    try {
      passwords.putAll(config.passwords());
      if (passwords.isEmpty() && config.tokens().isEmpty()) {
        requireLoopback(config.text("host"));
        passwords.put(GENERATED_USER, data.generatedPassword());
      }
      BufferAllocator allocator = keep(new RootAllocator());
      engine = keep(new SupervisedEngine(launch(place, data, config), allocator));
      engineStart = CompletableFuture.runAsync(this::startEngine, Server::start);
      Catalog catalog =
          keep(
              LakeCatalog.open(
                  place.lake(), data.controlStore(), config.folders("lake.external_folders")));
      CalcitePlanner planner = keep(new CalcitePlanner(catalog));
      planner.warmUp();
      PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      opened.push(metrics::close);
      QueryService queries =
          keep(new QueryService(planner, engine, allocator, limits(config), listener(metrics)));
      Sessions sessions =
          new Sessions(
              new Namespace(catalog.defaultCatalog(), catalog.defaultSchema()),
              Duration.ofSeconds(config.number("session.idle_seconds")),
              config.number("session.max"),
              Clock.systemUTC());
      gauges(metrics, queries, sessions);
      House house =
          new House(
              new House.Listening(config.text("host"), tls(config)),
              new Users(passwords, config.tokens()),
              sessions,
              catalog,
              new House.Queries(queries, metrics, this::engineState),
              allocator);
      openDoors(house);
      data.publish(endpoints());
      LOG.info("ready: {}", ports);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens everything; the engine goes on starting meanwhile.
   *
   * @param data given: the server closes it
   * @throws PenstockException with a message for the operator; nothing is left open then
   */
  static Server start(Place place, DataFolder data, ServerConfig config) {
    return new Server(place, data, config);
  }

  /** Waits for the engine's first start. */
  void awaitEngine() {
    engineStart.join();
  }

  /** As in {@code endpoints.json}: ports by door, a whole JDBC URL, user, password. */
  Map<String, Object> endpoints() {
    Map<String, Object> endpoints = new LinkedHashMap<>();
    endpoints.put("host", config.text("host"));
    endpoints.putAll(ports);
    passwords.entrySet().stream()
        .findFirst()
        .ifPresent(
            entry -> {
              endpoints.put("jdbc", jdbcUrl(entry.getKey(), entry.getValue()));
              endpoints.put("user", entry.getKey());
              endpoints.put("password", entry.getValue());
            });
    return endpoints;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable last = opened.pop();
      try {
        last.close();
      } catch (Exception e) {
        LOG.warn("closing {}", last.getClass().getSimpleName(), e);
      }
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private void openDoors(House house) {
    for (FrontDoor door : ServiceLoader.load(FrontDoor.class)) {
      keep(door);
      ports.put(door.name(), door.open(house, config.number(door.name() + ".port")));
    }
  }

  private String engineState() {
    return engine.pid().isPresent() ? "running" : "stopped";
  }

  private String jdbcUrl(String user, String password) {
    return "jdbc:penstock://"
        + config.text("host")
        + ":"
        + ports.get("flight")
        + "?user="
        + user
        + "&password="
        + password
        + "&useEncryption="
        + tls(config).isPresent();
  }

  /**
   * One that ends at its first start may have been killed; one that always does cannot run here.
   */
  private void startEngine() {
    for (int attempt = 1; ; attempt++) {
      try {
        engine.ensureStarted();
        return;
      } catch (PenstockException e) {
        if (e.code() != ErrorCode.ENGINE_START_FAILED || attempt == ENGINE_STARTS) {
          throw e;
        }
        LOG.warn("start {} of {} of the engine failed: {}", attempt, ENGINE_STARTS, e.getMessage());
      }
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "engine-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static EngineLaunch launch(Place place, DataFolder data, ServerConfig config) {
    int cores = config.number("engine.spark.cores");
    return Engines.spark(
        place.sparkEngine(),
        config.text("engine.spark.heap"),
        cores == 0 ? Runtime.getRuntime().availableProcessors() : cores,
        data.scratch(),
        data.logs());
  }

  private static QueryLimits limits(ServerConfig config) {
    return new QueryLimits(
        config.number("query.max_running"),
        config.number("query.max_queued"),
        Duration.ofSeconds(config.number("query.max_wait_seconds")),
        Duration.ofSeconds(config.number("query.timeout_seconds")),
        QUERY_MEMORY_BYTES);
  }

  private static QueryListener listener(PrometheusMeterRegistry metrics) {
    QueryListener log = new QueryLog();
    QueryListener counters = new QueryMetrics(metrics);
    return record -> {
      log.ended(record);
      counters.ended(record);
    };
  }

  private static void gauges(
      PrometheusMeterRegistry metrics, QueryService queries, Sessions sessions) {
    Gauge.builder("penstock.queries.running", queries, QueryService::runningCount)
        .register(metrics);
    Gauge.builder("penstock.queries.queued", queries, QueryService::queuedCount).register(metrics);
    Gauge.builder("penstock.sessions", sessions, Sessions::count).register(metrics);
  }

  private static Optional<House.Tls> tls(ServerConfig config) {
    String certificate = config.text("tls.certificate");
    return certificate.isEmpty()
        ? Optional.empty()
        : Optional.of(new House.Tls(Path.of(certificate), Path.of(config.text("tls.key"))));
  }

  /** A generated password is for the person at this machine. */
  private static void requireLoopback(String host) {
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        throw new PenstockException(
            ErrorCode.INVALID_SETTING,
            "To listen on "
                + host
                + " the server needs users: set auth.user.NAME or"
                + " auth.token.NAME in the configuration file.");
      }
    } catch (UnknownHostException e) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING, "The host " + host + " is not known.", e);
    }
  }
}
