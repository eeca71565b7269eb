package io.penstock.gateway.door;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penstock.gateway.auth.Users;
import io.penstock.gateway.query.QueryService;
import io.penstock.gateway.session.Sessions;
import io.penstock.planner.catalog.Catalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;

/** What stands behind the doors; lent to them. */
public record House(
    Listening listening,
    Users users,
    Sessions sessions,
    Catalog catalog,
    Queries queries,
    BufferAllocator allocator) {

  /**
   * Where doors listen.
   *
   * @param host address to bind
   * @param tls certificate and key, if connections are encrypted
   */
  public record Listening(String host, Optional<Tls> tls) {}

  /**
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the PKCS#8 private key
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * The query service and what tells of its health.
   *
   * @param engineState one word: {@code running} or {@code stopped}
   */
  public record Queries(
      QueryService service, PrometheusMeterRegistry metrics, Supplier<String> engineState) {}
}
