package io.penstock.execution.warehouses;

import io.penstock.execution.api.ResultStream;
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
  private boolean closed;

  RemoteResultStream(FlightStream stream, FlightClient client) {
    this.stream = stream;
    this.client = client;
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
      throw FlightFailures.toPenstock(e);
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
