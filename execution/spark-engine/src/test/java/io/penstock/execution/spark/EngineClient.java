package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.EngineStatus;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TablePin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Schema;

/** A gateway's place in the tests: calls the engine over Flight. */
final class EngineClient implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final FlightClient client;
  private final CallOption credentials;
  private final List<TablePin> pins;

  EngineClient(int port, String secret, List<TablePin> pins) {
    this.client =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build();
    this.credentials =
        new CredentialCallOption(headers -> headers.insert("authorization", "Bearer " + secret));
    this.pins = pins;
  }

  ExecutableQuery query(String text, Object... parameters) {
    return new ExecutableQuery(
        QueryId.random(), text, List.of(parameters), pins, "lake", "t", Map.of());
  }

  FlightStream open(ExecutableQuery query) {
    return client.getStream(new Ticket(query.encode()), credentials);
  }

  List<List<Object>> rows(String text, Object... parameters) throws Exception {
    return rows(query(text, parameters));
  }

  List<List<Object>> rows(ExecutableQuery query) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (FlightStream stream = open(query)) {
      while (stream.next()) {
        for (int i = 0; i < stream.getRoot().getRowCount(); i++) {
          List<Object> row = new ArrayList<>();
          for (FieldVector vector : stream.getRoot().getFieldVectors()) {
            Object value = vector.getObject(i);
            row.add(value instanceof org.apache.arrow.vector.util.Text ? value.toString() : value);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  Failure failure(String text) throws Exception {
    return failure(query(text));
  }

  Failure failure(ExecutableQuery query) throws Exception {
    try {
      List<List<Object>> rows = rows(query);
      throw new AssertionError("answered " + rows.size() + " rows");
    } catch (FlightRuntimeException e) {
      return failure(e);
    }
  }

  static Failure failure(FlightRuntimeException error) {
    return Failure.decode(error.status().metadata().getByte(EngineProtocol.FAILURE_KEY));
  }

  boolean cancel(QueryId id) {
    byte[] body = id.value().getBytes(StandardCharsets.UTF_8);
    return client.doAction(new Action(EngineProtocol.CANCEL, body), credentials).next().getBody()[0]
        == 1;
  }

  StatementOutline outline(ExecutableQuery query) {
    return StatementOutline.decode(
        client
            .doAction(new Action(EngineProtocol.OUTLINE, query.encode()), credentials)
            .next()
            .getBody());
  }

  Schema describe(ExecutableQuery query) {
    Result result =
        client.doAction(new Action(EngineProtocol.DESCRIBE, query.encode()), credentials).next();
    return Schema.deserializeMessage(ByteBuffer.wrap(result.getBody()));
  }

  EngineStatus status() {
    return EngineStatus.decode(
        client.doAction(new Action(EngineProtocol.STATUS), credentials).next().getBody());
  }

  @Override
  public void close() throws Exception {
    client.close();
    allocator.close();
  }
}
