package io.penstock.odbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penstock.gateway.auth.Users;
import io.penstock.gateway.door.House;
import io.penstock.gateway.query.QueryLimits;
import io.penstock.gateway.query.QueryService;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Sessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.RootAllocator;

/** A house of fakes with a door in it. */
final class TestHouse implements AutoCloseable {
  static final String TOKEN = "a-token-of-ben-0123456789";

  final RootAllocator allocator = new RootAllocator();
  final TestEngine engine = new TestEngine();
  final QueryService queries =
      new QueryService(
          new TestPlanner(),
          engine,
          allocator,
          new QueryLimits(8, 8, Duration.ofSeconds(5), Duration.ofMinutes(1), 1 << 20),
          ended -> {});
  final Sessions sessions =
      new Sessions(new Namespace("lake", "default"), Duration.ofHours(1), 100, Clock.systemUTC());
  final PostgresDoor door;
  final int port;

  TestHouse() {
    this(new PostgresDoor(), Optional.empty());
  }

  TestHouse(PostgresDoor door, Optional<House.Tls> tls) {
    this.door = door;
    this.port = door.open(house(tls), 0);
  }

  House house(Optional<House.Tls> tls) {
    return new House(
        new House.Listening("127.0.0.1", tls),
        new Users(Map.of("ann", "secret"), Map.of("ben", TOKEN)),
        sessions,
        new TestCatalog(),
        new House.Queries(
            queries, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> "running"),
        allocator);
  }

  Connection connect(String... options) throws SQLException {
    return connectTo("lake", options);
  }

  Connection connectTo(String database, String... options) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", "ann");
    properties.put("password", "secret");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
  }

  /** Waits for what another thread does. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    door.close();
    queries.close();
    assertThat(engine.open.get()).isZero();
    assertThat(sessions.count()).isZero();
    allocator.close();
  }
}
