package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the engine, or of the gateway, while two clients change tables; before, during and
 * after commits. A client repeats a statement under its key until it is answered. In the end every
 * statement that was answered is in the table's log once, one under a key never twice, and a
 * table's name is in the catalog if and only if the table was committed.
 *
 * <p>An engine or gateway may be killed again while it carries out a repeated statement. {@code
 * -Dkills=200} says how often, {@code -Dkills.seed=1} how.
 */
class KillsIT {
  private static final int COUNT = Integer.getInteger("kills", 3);
  private static final long SEED = Long.getLong("kills.seed", System.nanoTime());

  /** Kills before everything that was sent is answered and checked. */
  private static final int MAX_KILLS = 8;

  private static final String TABLE = "changed";
  private static final Pattern BEING_WRITTEN = Pattern.compile("\\.\\d{20}\\.json\\..*\\.tmp");
  private static final Pattern WRITTEN = Pattern.compile("\\d{20}\\.json");
  private static final Duration PATIENCE = Duration.ofMinutes(12);

  /** Where the kill met a statement. */
  private enum Place {
    BEFORE_COMMIT,
    /** The commit's file was being written. */
    IN_COMMIT,
    AFTER_COMMIT_UNANSWERED,
    /** It was repeated already after an earlier kill. */
    REPEATED_AFTER_COMMIT
  }

  @TempDir private static Path folder;

  private final Map<String, Integer> figures = new TreeMap<>();
  private final Set<Path> knownLeftovers = new HashSet<>();
  private Path lake = Path.of("");
  private Path log = Path.of("");
  private KilledServer server = new KilledServer(Path.of(""), Path.of(""));
  private TableHistory history = new TableHistory(Path.of(""));
  private final Set<String> metAfterCommit = new HashSet<>();
  private int kills;
  private volatile boolean last;

  @Test
  void whatWasAnsweredIsThereAndNothingIsThereTwice() throws Exception {
    lake = Files.createDirectories(folder.resolve("lake"));
    Path table = lake.resolve("default").resolve(TABLE);
    log = table.resolve("_delta_log");
    history = new TableHistory(table);
    server = new KilledServer(lake, folder.resolve("data"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (KilledServer closing = server) {
      server.start();
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE "
                + TABLE
                + " ("
                + ModelRow.COLUMNS
                + ") TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
      }
      for (int number = 0; kills < COUNT; number++) {
        round(number, threads);
        System.out.println(kills + " of " + COUNT + " kills, seed " + SEED + ": " + figures);
      }
      assertThat(readThrough(server)).isEqualTo(texts(history.rows(history.last())));
    } finally {
      threads.shutdownNow();
    }
    if (COUNT >= 100) {
      for (Place place : Place.values()) {
        assertThat(figures).containsKey(place.name());
      }
      assertThat(figures).containsKeys("engine", "gateway", "CREATE unanswered, table there");
    }
  }

  private void round(int number, ExecutorService threads) throws Exception {
    Random random = new Random(SEED + number);
    try {
      last = false;
      List<KillsClient> clients = new ArrayList<>();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        RandomChanges changes = new RandomChanges(random, TABLE, i == 0 ? "a" : "b", number * 1000);
        KillsClient client =
            new KillsClient(server, history, changes, new Random(random.nextLong()), i > 0);
        clients.add(client);
        running.add(threads.submit(work(client)));
      }
      int count = Math.min(1 + random.nextInt(MAX_KILLS), COUNT - kills);
      for (int i = 1; i <= count; i++) {
        boolean gateway = random.nextInt(4) == 0;
        aim(random);
        kill(gateway, clients);
        last = i == count;
        if (gateway) {
          server.start();
        }
      }
      for (Future<?> work : running) {
        work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
      check(clients);
    } catch (AssertionError | Exception e) {
      String log = server.gatewayLog();
      throw new AssertionError(
          String.format(
              "round %d after %d kills, seed %d: %s%n...%s",
              number, kills, SEED, e, log.substring(Math.max(0, log.length() - 3000))),
          e);
    }
  }

  /** Statement after statement until the last kill, and then one to its answer. */
  private Callable<Void> work(KillsClient client) {
    return () -> {
      while (!last) {
        client.carryOutOne();
      }
      client.close();
      return null;
    };
  }

  /** Waits for the moment: any, or when a commit is written, or shortly after it. */
  private void aim(Random random) throws Exception {
    int way = random.nextInt(5);
    if (way == 0) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(6_000));
      return;
    }
    boolean atStart = way < 3;
    awaitFile(atStart ? BEING_WRITTEN : WRITTEN);
    long then = System.nanoTime() + random.nextInt(atStart ? 300_000 : 60_000_000);
    while (System.nanoTime() < then) {
      Thread.onSpinWait();
    }
  }

  /** Waits until a file of this kind comes into the log, or for half a minute. */
  private void awaitFile(Pattern kind) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    try (WatchService watch = log.getFileSystem().newWatchService()) {
      log.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (System.nanoTime() < deadline) {
        WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          return;
        }
        for (WatchEvent<?> event : key.pollEvents()) {
          if (kind.matcher(String.valueOf(event.context())).matches()) {
            return;
          }
        }
        key.reset();
      }
    }
  }

  private void kill(boolean gateway, List<KillsClient> clients) throws Exception {
    if (gateway) {
      server.killGateway();
    } else {
      server.killEngine();
    }
    Set<Path> left = leftovers();
    for (KillsClient client : clients) {
      client.current().ifPresent(change -> count(place(change, left).name()));
    }
    knownLeftovers.addAll(left);
    count(gateway ? "gateway" : "engine");
    kills++;
  }

  /** Nobody writes now: the engine is dead, and the next one takes seconds to start. */
  private Place place(Change change, Set<Path> left) {
    if (TableHistory.contains(log, history.last() + 1, change)) {
      return metAfterCommit.add(change.tag())
          ? Place.AFTER_COMMIT_UNANSWERED
          : Place.REPEATED_AFTER_COMMIT;
    }
    return left.isEmpty() ? Place.BEFORE_COMMIT : Place.IN_COMMIT;
  }

  private void check(List<KillsClient> clients) throws Exception {
    history.readOn();
    for (KillsClient client : clients) {
      for (KillsClient.Done done : client.done()) {
        boolean there = history.version(done.change()).isPresent();
        if (done.answered() && done.affected() > 0) {
          assertThat(there).as("answered, so committed: " + done.change()).isTrue();
        }
        count(done.answered() ? "statements answered" : "statements unanswered without a key");
        figures.merge("statements sent again", done.attempts() - 1, Integer::sum);
      }
      client.outcomes().forEach((outcome, n) -> figures.merge(outcome, n, Integer::sum));
    }
    assertThat(KernelReader.rows(log.getParent())).isEqualTo(history.rows(history.last()));
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      List<String> names = KillsClient.names(statement);
      for (KillsClient client : clients) {
        assertThat(names).containsAll(client.created());
        for (String created : client.created()) {
          statement.execute("DROP TABLE " + created);
        }
      }
      assertThat(KillsClient.names(statement)).containsExactly(TABLE);
    }
  }

  private static List<String> readThrough(KilledServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      return KillsClient.lines(statement, "SELECT concat_ws('|', id, p, v, tag) FROM " + TABLE);
    }
  }

  private static List<String> texts(List<ModelRow> rows) {
    return rows.stream().map(ModelRow::text).sorted().toList();
  }

  /** Commits that are being written, or never were written to the end. */
  private Set<Path> leftovers() throws IOException {
    Set<Path> files = new HashSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(log)) {
      stream.forEach(files::add);
    }
    files.removeIf(file -> !BEING_WRITTEN.matcher(file.getFileName().toString()).matches());
    files.removeAll(knownLeftovers);
    return files;
  }

  private void count(String figure) {
    figures.merge(figure, 1, Integer::sum);
  }
}
