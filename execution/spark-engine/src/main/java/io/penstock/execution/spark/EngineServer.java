package io.penstock.execution.spark;

import io.penstock.execution.api.QueryId;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The engine in one process: Spark, the pool of sessions and the Flight service on a free port of
 * the loopback address. Whoever starts it closes it.
 */
final class EngineServer implements AutoCloseable {
  /** A client that reads nothing for so long has left. */
  static final Duration IDLE_LIMIT = Duration.ofMinutes(10);

  /** Deeply nested expressions are analysed by recursion. */
  private static final long STACK_BYTES = 16L << 20;

  private static final int BACKPRESSURE_BYTES = 4 << 20;

  private final SparkProcess spark;
  private final BufferAllocator allocator;
  private final ExecutorService statements;
  private final ExecutorService jobs;
  private final EngineFlightProducer producer;
  private final FlightServer server;

  private EngineServer(
      SparkProcess spark,
      BufferAllocator allocator,
      ExecutorService statements,
      ExecutorService jobs,
      EngineFlightProducer producer,
      FlightServer server) {
    this.spark = spark;
    this.allocator = allocator;
    this.statements = statements;
    this.jobs = jobs;
    this.producer = producer;
    this.server = server;
  }

  /** Starts Spark and listens; takes seconds. */
  static EngineServer start(EngineOptions options, String secret, Duration idleLimit)
      throws IOException {
    SparkProcess spark = SparkProcess.start(options);
    BufferAllocator allocator = new RootAllocator();
    ExecutorService statements = pool("statement");
    ExecutorService jobs = pool("job");
    Statement.Services services =
        new Statement.Services(
            new SessionPool(spark.root(), new PinnedSnapshots()), allocator, jobs, idleLimit);
    EngineFlightProducer producer =
        new EngineFlightProducer(spark.root().sparkContext(), services, statements);
    FlightServer server =
        FlightServer.builder(allocator, Location.forGrpcInsecure("127.0.0.1", 0), producer)
            .headerAuthenticator(new SecretCheck(secret))
            .backpressureThreshold(BACKPRESSURE_BYTES)
            .build()
            .start();
    return new EngineServer(spark, allocator, statements, jobs, producer, server);
  }

  private static ExecutorService pool(String name) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        EngineFlightProducer.MAX_STATEMENTS,
        60,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread =
              new Thread(null, task, name + "-" + number.incrementAndGet(), STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        });
  }

  int port() {
    return server.getPort();
  }

  /** Whether a statement runs now that is none of these. */
  boolean runsOthersThan(Set<QueryId> own) {
    return producer.runsOthersThan(own);
  }

  SparkProcess spark() {
    return spark;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.shutdown();
    spark.root().sparkContext().cancelAllJobs();
    server.awaitTermination(1, TimeUnit.SECONDS);
    statements.shutdownNow();
    jobs.shutdownNow();
    server.close();
    spark.close();
  }
}
