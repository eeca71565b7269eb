package io.penstock.jdbc;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a query, read from the server that the connection is with, endpoint after
 * endpoint. At most five batches are on the way; the server waits for a reader that is slow.
 */
final class FlightBatches implements BatchSource {

  private static final System.Logger LOG = System.getLogger(FlightBatches.class.getName());

  private final FlightSession session;
  private final Execution execution;
  private final Iterator<FlightEndpoint> endpoints;
  private final Object lock = new Object();
  private @Nullable FlightStream stream;
  private @Nullable Schema schema;
  private boolean closed;

  FlightBatches(FlightSession session, Execution execution, FlightInfo info) {
    this.session = session;
    this.execution = execution;
    this.endpoints = info.getEndpoints().iterator();
    this.schema = info.getSchemaOptional().orElse(null);
  }

  /** The schema: the stream's own once it has begun, before that what the server announced. */
  Optional<Schema> schema() {
    return Optional.ofNullable(schema);
  }

  @Override
  public boolean next() throws SQLException {
    synchronized (lock) {
      while (!closed) {
        if (stream == null && !openNext()) {
          execution.finished();
          return false;
        }
        if (advance(Objects.requireNonNull(stream))) {
          return true;
        }
      }
      execution.checkRunning();
      throw SqlErrors.closed("result set");
    }
  }

  private boolean openNext() throws SQLException {
    if (!endpoints.hasNext()) {
      return false;
    }
    FlightEndpoint endpoint = endpoints.next();
    stream = execution.call(() -> session.sql().getStream(endpoint.getTicket()));
    return true;
  }

  private boolean advance(FlightStream from) throws SQLException {
    boolean more = execution.call(from::next);
    if (from.hasRoot()) {
      schema = from.getSchema();
    }
    if (more) {
      return from.getRoot().getRowCount() > 0;
    }
    free();
    return false;
  }

  @Override
  public VectorSchemaRoot batch() {
    return Objects.requireNonNull(stream).getRoot();
  }

  @Override
  public void checkRunning() throws SQLException {
    execution.checkRunning();
  }

  @Override
  public void close() {
    execution.close();
    synchronized (lock) {
      closed = true;
      free();
    }
  }

  private void free() {
    FlightStream open = stream;
    stream = null;
    if (open == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      open.close();
    } catch (FlightRuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The stream had failed before it was closed", e);
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "Closing a stream failed", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
