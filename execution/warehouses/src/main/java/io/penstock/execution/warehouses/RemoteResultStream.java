package io.penstock.execution.warehouses;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.ResultStream;
import java.util.function.Function;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flight stream as a result. Back-pressure is gRPC's: two batches are asked for ahead. */
final class RemoteResultStream implements ResultStream {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteResultStream.class);

  private final FlightStream stream;
  private final FlightClient client;
  private final Function<FlightRuntimeException, PenstockException> failure;
  private boolean closed;

  /**
   * @param failure makes of an error what {@link #next} throws
   */
  RemoteResultStream(
      FlightStream stream,
      FlightClient client,
      Function<FlightRuntimeException, PenstockException> failure) {
    this.stream = stream;
    this.client = client;
    this.failure = failure;
  }

  @Override
  public Schema schema() {
    return stream.getSchema();
  }

  @Override
  public boolean next() {
    try {
      return stream.next();
    } catch (FlightRuntimeException e) {
      throw failure.apply(e);
    }
  }

  @Override
  public VectorSchemaRoot batch() {
    return stream.getRoot();
  }

  @Override
  public void cancel() {
    stream.cancel("The query was canceled.", null);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeQuietly(stream, client);
    }
  }

  /** Ends the call if it still runs and gives the buffers back; there is nobody left to tell. */
  static void closeQuietly(@Nullable FlightStream stream, FlightClient client) {
    try {
      if (stream != null) {
        stream.cancel("closed", null);
        stream.close();
      }
      client.close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.debug("closing an engine's stream", e);
    }
  }
}
