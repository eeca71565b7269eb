package io.penstock.gateway.flight;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.ResultStream;
import java.time.Duration;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Sends a result batch by batch, each only when the client is ready for it. */
final class ResultSender extends BackpressureStrategy.CallbackBackpressureStrategy {
  /** A client that takes nothing for so long is gone. */
  private static final Duration CLIENT_IDLE_LIMIT = Duration.ofMinutes(10);

  private final Runnable onCancel;

  /**
   * @param onCancel called when the client leaves, on a thread that must not block
   */
  ResultSender(ServerStreamListener listener, Runnable onCancel) {
    this.onCancel = onCancel;
    register(listener);
  }

  /**
   * Sends all rows and completes the call; returns early if the client has left.
   *
   * @throws PenstockException as the result does; RESULT_ABANDONED if the client stopped reading
   */
  void send(ResultStream result, ServerStreamListener listener) {
    VectorSchemaRoot root = result.batch();
    listener.start(root);
    while (result.next()) {
      if (!awaitReady()) {
        return;
      }
      listener.putNext();
    }
    listener.completed();
  }

  @Override
  protected void cancelCallback() {
    onCancel.run();
  }

  private boolean awaitReady() {
    return switch (waitForListener(CLIENT_IDLE_LIMIT.toMillis())) {
      case READY -> true;
      case CANCELLED -> false;
      case TIMEOUT ->
          throw new PenstockException(
              ErrorCode.RESULT_ABANDONED,
              "Nobody read the result for " + CLIENT_IDLE_LIMIT.toMinutes() + " minutes.");
      case OTHER ->
          throw new PenstockException(ErrorCode.SHUTTING_DOWN, "The server is shutting down.");
    };
  }
}
