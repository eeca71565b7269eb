package io.penstock.gateway.flight;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.door.FrontDoor;
import io.penstock.gateway.door.House;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Arrow Flight SQL: our JDBC driver, Arrow's, ADBC, and programs. */
public final class FlightSqlDoor implements FrontDoor {
  private static final Logger LOG = LoggerFactory.getLogger(FlightSqlDoor.class);

  /** Threads of short calls: planning and metadata. */
  private static final int CALL_THREADS = 64;

  private static final int CALLS_WAITING = 4096;

  /** A result holds one of these while it waits for its turn and while it is read. */
  private static final int STREAM_THREADS = 512;

  private @Nullable FlightServer server;
  private @Nullable ExecutorService calls;
  private @Nullable ExecutorService streams;
  private @Nullable ExecutorService cancels;

  @Override
  public String name() {
    return "flight";
  }

  @Override
  public int defaultPort() {
    return 32010;
  }

  @Override
  public int open(House house, int port) {
    ExecutorService callThreads = pool("flight-call", CALL_THREADS, CALLS_WAITING);
    ExecutorService streamThreads = pool("flight-stream", STREAM_THREADS, 1);
    ExecutorService cancelThreads = pool("flight-cancel", 4, CALLS_WAITING);
    calls = callThreads;
    streams = streamThreads;
    cancels = cancelThreads;
    String host = house.listening().host();
    try {
      FlightServer.Builder builder =
          FlightServer.builder(
                  house.allocator(),
                  house.listening().tls().isPresent()
                      ? Location.forGrpcTls(host, port)
                      : Location.forGrpcInsecure(host, port),
                  new PenstockFlightSqlProducer(house, streamThreads, cancelThreads))
              .executor(callThreads)
              .middleware(
                  CallAuthentication.KEY, new CallAuthentication(house.users(), house.sessions()));
      if (house.listening().tls().isPresent()) {
        House.Tls tls = house.listening().tls().get();
        builder.useTls(tls.certificate().toFile(), tls.key().toFile());
      }
      FlightServer started = builder.build().start();
      server = started;
      return started.getPort();
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "The Flight SQL door cannot listen on port "
              + port
              + ": it is taken, or a certificate cannot be read. Choose another port with"
              + " --flight-port (0 picks a free one).",
          e);
    }
  }

  @Override
  public void close() {
    try {
      FlightServer open = server;
      if (open != null) {
        server = null;
        open.shutdown();
        if (!open.awaitTermination(2, TimeUnit.SECONDS)) {
          open.close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while the Flight SQL door closed");
    } finally {
      stop(calls);
      stop(streams);
      stop(cancels);
    }
  }

  private static void stop(@Nullable ExecutorService pool) {
    if (pool != null) {
      pool.shutdownNow();
    }
  }

  private static ExecutorService pool(String name, int threads, int waiting) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
