package io.penstock.execution.warehouses;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.penstock.execution.api.Engine;
import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.EngineStatus;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TablePin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** An engine on the other side of a Flight channel on loopback. Thread-safe. */
final class RemoteEngine implements Engine {
  /** Parsing and analysis read at most a table's log. */
  private static final Duration ANALYSIS_TIMEOUT = Duration.ofSeconds(60);

  /** Cancel and status are answered from memory; longer means that the engine is gone. */
  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(5);

  private final ManagedChannel channel;
  private final FlightClient control;
  private final CallOption secret;
  private final Runnable whenLost;

  /**
   * @param whenLost called before a statement fails with ENGINE_LOST; returns when the engine is
   *     sure to do nothing any more
   */
  RemoteEngine(String host, int port, String secret, BufferAllocator allocator, Runnable whenLost) {
    this.whenLost = whenLost;
    channel =
        NettyChannelBuilder.forAddress(host, port)
            .usePlaintext()
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .maxTraceEvents(0)
            .build();
    control = FlightGrpcUtils.createFlightClientWithSharedChannel(allocator, channel);
    FlightCallHeaders headers = new FlightCallHeaders();
    headers.insert("authorization", "Bearer " + secret);
    this.secret = new HeaderCallOption(headers);
  }

  @Override
  public ResultStream execute(ExecutableQuery query, BufferAllocator allocator) {
    FlightClient client = FlightGrpcUtils.createFlightClientWithSharedChannel(allocator, channel);
    boolean changes = query.pins().stream().anyMatch(TablePin::isTarget);
    FlightStream stream = null;
    try {
      stream = client.getStream(new Ticket(query.encode()), secret);
      stream.getSchema();
      return new RemoteResultStream(stream, client, e -> failure(e, changes));
    } catch (FlightRuntimeException e) {
      RemoteResultStream.closeQuietly(stream, client);
      throw failure(e, changes);
    } catch (RuntimeException e) {
      RemoteResultStream.closeQuietly(stream, client);
      throw e;
    }
  }

  private PenstockException failure(FlightRuntimeException e, boolean changes) {
    PenstockException failure = FlightFailures.ofStatement(e, changes);
    if (failure.code() == ErrorCode.ENGINE_LOST) {
      whenLost.run();
    }
    return failure;
  }

  @Override
  public StatementOutline outline(String text, Map<String, String> settings) {
    ExecutableQuery query =
        new ExecutableQuery(QueryId.random(), text, List.of(), List.of(), "", "", settings);
    return StatementOutline.decode(
        action(EngineProtocol.OUTLINE, query.encode(), ANALYSIS_TIMEOUT));
  }

  @Override
  public Schema describe(ExecutableQuery query) {
    byte[] message = action(EngineProtocol.DESCRIBE, query.encode(), ANALYSIS_TIMEOUT);
    return Schema.deserializeMessage(ByteBuffer.wrap(message));
  }

  @Override
  public boolean cancel(QueryId id) {
    byte[] answer =
        action(EngineProtocol.CANCEL, id.value().getBytes(StandardCharsets.UTF_8), CONTROL_TIMEOUT);
    return answer.length == 1 && answer[0] == 1;
  }

  @Override
  public EngineStatus status() {
    return EngineStatus.decode(action(EngineProtocol.STATUS, new byte[0], CONTROL_TIMEOUT));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] action(String type, byte[] body, Duration timeout) {
    try {
      Iterator<Result> results =
          control.doAction(
              new Action(type, body),
              secret,
              CallOptions.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
      return results.hasNext() ? results.next().getBody() : new byte[0];
    } catch (FlightRuntimeException e) {
      throw FlightFailures.toPenstock(e);
    }
  }
}
