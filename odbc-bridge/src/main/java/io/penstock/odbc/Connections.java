package io.penstock.odbc;

import io.netty.channel.Channel;
import io.penstock.execution.api.QueryId;
import io.penstock.gateway.door.House;
import io.penstock.odbc.wire.FatalException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door's connections, and the threads that work for them. Thread-safe. */
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int CANCELS_WAITING = 4096;

  private final House house;
  private final int limit;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger nextProcess = new AtomicInteger(1);
  private final Map<Integer, Connection> open = new ConcurrentHashMap<>();
  private final ExecutorService workers;
  private final ExecutorService cancels;

  /**
   * @param limit of connections open at once; each may have a thread
   */
  Connections(House house, int limit) {
    this.house = house;
    this.limit = limit;
    // Every connection is worked on by one thread at a time, so there is always one for it.
    this.workers =
        new ThreadPoolExecutor(
            0,
            limit,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new Threads("postgres-query"));
    ThreadPoolExecutor few =
        new ThreadPoolExecutor(
            4,
            4,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(CANCELS_WAITING),
            new Threads("postgres-cancel"));
    few.allowCoreThreadTimeOut(true);
    this.cancels = few;
  }

  House house() {
    return house;
  }

  /**
   * Takes in a client.
   *
   * @throws FatalException 53300 if there are too many
   */
  synchronized Connection enter(Channel channel, Startup startup, boolean confidential) {
    if (open.size() >= limit) {
      throw new FatalException(
          "53300",
          "TOO_MANY_CONNECTIONS",
          "There are " + limit + " connections already. Close some, or try again later.");
    }
    Connection.Key key = new Connection.Key(nextProcess.getAndIncrement(), random.nextInt());
    Connection connection = new Connection(channel, this, key, startup, confidential);
    open.put(key.process(), connection);
    return connection;
  }

  /** A client has left, and nothing of it is left. */
  void leave(Connection connection) {
    open.remove(connection.key().process());
  }

  /** How many there are. */
  int count() {
    return open.size();
  }

  /** Works for a connection on a thread of its own. */
  void work(Runnable task) {
    workers.execute(task);
  }

  /** Cancels what runs on a connection, if this is its key. */
  void cancel(Connection.Key key) {
    Connection connection = open.get(key.process());
    if (connection != null && connection.key().equals(key)) {
      connection.cancel();
    }
  }

  /** Stops a query, soon. */
  void stop(QueryId id, String user) {
    try {
      cancels.execute(() -> stopNow(id, user));
    } catch (RejectedExecutionException e) {
      LOG.warn("query {} could not be stopped: {}", id, e.getMessage());
    }
  }

  private void stopNow(QueryId id, String user) {
    if (!house.queries().service().cancel(id, user)) {
      LOG.debug("query {} has ended, or has not begun", id);
    }
  }

  /** Waits for the clients to leave, for a while; stops the threads. */
  @Override
  public void close() {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    try {
      while (!open.isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!open.isEmpty()) {
      LOG.warn("{} connections did not end in time", open.size());
    }
    workers.shutdownNow();
    cancels.shutdownNow();
  }
}
