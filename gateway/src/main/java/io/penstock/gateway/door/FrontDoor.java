package io.penstock.gateway.door;

/**
 * A protocol that clients speak to this server. Found with {@link java.util.ServiceLoader}; opened
 * and closed once. It translates the protocol and nothing else: queries go to {@link
 * io.penstock.gateway.query.QueryService}.
 */
public interface FrontDoor extends AutoCloseable {
  /** As in {@code endpoints.json} and in configuration keys: {@code flight}, {@code http}. */
  String name();

  /** The port that it listens on when none is configured. */
  int defaultPort();

  /**
   * Starts to listen.
   *
   * @param port 0 picks a free one
   * @return the port that it listens on
   * @throws io.penstock.execution.api.PenstockException with a message for the operator, if it
   *     cannot
   */
  int open(House house, int port);

  /** Stops listening and ends its connections; idempotent. */
  @Override
  void close();
}
