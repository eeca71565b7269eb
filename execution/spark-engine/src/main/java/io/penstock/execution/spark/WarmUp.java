package io.penstock.execution.spark;

import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.QueryId;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements through the engine's own door before it opens, so that the first client's is
 * fast.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final EngineServer server;
  private final String secret;
  private final int cores;

  WarmUp(EngineServer server, String secret, int cores) {
    this.server = server;
    this.secret = secret;
    this.cores = cores;
  }

  void run(boolean thorough) throws Exception {
    Location location = Location.forGrpcInsecure("127.0.0.1", server.port());
    CallOption credentials =
        new CredentialCallOption(headers -> headers.insert("authorization", "Bearer " + secret));
    try (FlightClient client = FlightClient.builder(server.allocator(), location).build()) {
      ExecutableQuery query =
          new ExecutableQuery(
              QueryId.random(), "SELECT 1", List.of(), List.of(), "lake", "warm", Map.of());
      try (FlightStream stream = client.getStream(new Ticket(query.encode()), credentials)) {
        long rows = 0;
        while (stream.next()) {
          rows += stream.getRoot().getRowCount();
        }
        LOG.info("rows {} {} {}", rows, cores, thorough);
      }
    }
  }
}
