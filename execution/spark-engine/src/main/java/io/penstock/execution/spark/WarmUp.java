package io.penstock.execution.spark;

import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements over a tiny lake through the engine's own door when it has just opened: loading
 * classes, reading a first Delta log and compiling first plans takes Spark ten seconds. A client's
 * statement that comes meanwhile is not kept waiting: it runs beside what is under way, and no
 * further statement of the warm-up is begun. The lake and the statements are resources.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String CATALOG = "lake";
  private static final String SCHEMA = "warm";

  /** No further statement is begun after this: a slow machine must not be busy for ever. */
  private static final Duration BUDGET = Duration.ofSeconds(30);

  /** Joins of large tables take other operators than those of small ones. */
  private static final Map<String, String> LARGE =
      Map.of("spark.sql.autoBroadcastJoinThreshold", "-1");

  private final EngineServer server;
  private final CallOption credentials;
  private final int threads;

  WarmUp(EngineServer server, String secret, int threads) {
    this.server = server;
    this.credentials =
        new CredentialCallOption(headers -> headers.insert("authorization", "Bearer " + secret));
    this.threads = threads;
  }

  /**
   * Blocks until the engine is warm.
   *
   * @param thorough run everything, to record as many classes as possible
   */
  void run(boolean thorough) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path lake = server.spark().scratch().resolve("warm-up");
    List<TablePin> pins = unpack(lake);
    Location location = Location.forGrpcInsecure("127.0.0.1", server.port());
    try (FlightClient client = FlightClient.builder(server.allocator(), location).build()) {
      List<ExecutableQuery> queries = queries(pins, thorough);
      long deadline = thorough ? Long.MAX_VALUE : start + BUDGET.toNanos();
      int done = runAll(client, queries, deadline);
      LOG.info(
          "warmed up with {} of {} statements in {} ms",
          done,
          queries.size(),
          (System.nanoTime() - start) / 1_000_000);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("warming up failed", e);
    } finally {
      SparkProcess.deleteTree(lake);
    }
  }

  private int runAll(FlightClient client, List<ExecutableQuery> queries, long deadline)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Set<QueryId> own = queries.stream().map(ExecutableQuery::id).collect(Collectors.toSet());
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(
            pool.submit(
                () -> {
                  int index = next.getAndIncrement();
                  while (index < queries.size()
                      && System.nanoTime() - deadline < 0
                      && !server.runsOthersThan(own)) {
                    drain(client, queries.get(index));
                    done.incrementAndGet();
                    index = next.getAndIncrement();
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      pool.shutdownNow();
    }
    return done.get();
  }

  private void drain(FlightClient client, ExecutableQuery query) {
    try (FlightStream stream = client.getStream(new Ticket(query.encode()), credentials)) {
      while (stream.next()) {
        stream.getRoot().getRowCount();
      }
    } catch (FlightRuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("closing a stream failed", e);
    }
  }

  private static List<ExecutableQuery> queries(List<TablePin> pins, boolean thorough)
      throws IOException {
    List<ExecutableQuery> queries = new ArrayList<>();
    List<String> texts = texts();
    for (String text : texts) {
      queries.add(query(text, pins, Map.of()));
    }
    for (String text : thorough ? texts : texts.subList(2, 3)) {
      queries.add(query(text, pins, LARGE));
    }
    return queries;
  }

  private static ExecutableQuery query(
      String text, List<TablePin> pins, Map<String, String> settings) {
    return new ExecutableQuery(QueryId.random(), text, List.of(), pins, CATALOG, SCHEMA, settings);
  }

  private static List<String> texts() throws IOException {
    try (InputStream in = resource("warm-up.sql")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("\n\n")).filter(text -> !text.isBlank()).toList();
    }
  }

  private static List<TablePin> unpack(Path lake) throws IOException {
    Set<String> tables = new LinkedHashSet<>();
    try (ZipInputStream zip = new ZipInputStream(resource("warm-up-lake.zip"))) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        Path file = lake.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.copy(zip, file);
        tables.add(entry.getName().substring(0, entry.getName().indexOf('/')));
      }
    }
    return tables.stream()
        .map(
            table ->
                new TablePin(
                    new TableName(CATALOG, SCHEMA, table),
                    lake.resolve(table).toUri().toString(),
                    0))
        .toList();
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = WarmUp.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("resource " + name + " is missing");
    }
    return in;
  }
}
