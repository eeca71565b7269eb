package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.endtoend.RandomReads.Read;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two writers and two readers at once, over and over, each a session of the driver's. Every answer
 * must be that of one version of the table: a version that is at least as new as what anybody was
 * told to be committed before the statement was sent. A change that conflicts must have changed
 * nothing; the others must be in the log once, in an order in which they can have happened.
 *
 * <p>{@code -Dinterleavings=1000} says how many, {@code -Dinterleavings.seed=1} which.
 */
class InterleavingsIT {
  private static final int COUNT = Integer.getInteger("interleavings", 8);
  private static final long SEED = Long.getLong("interleavings.seed", System.nanoTime());
  private static final int MAX_CHANGES = 2;
  private static final int MAX_READS = 3;

  private static final List<String> KINDS =
      List.of(
          "",
          "PARTITIONED BY (p)",
          "TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')",
          "PARTITIONED BY (p) TBLPROPERTIES ('delta.columnMapping.mode' = 'name',"
              + " 'delta.enableDeletionVectors' = 'true')");

  /** After so many interleavings a table makes place for one of the next kind. */
  private static final int TABLE_LIFE = Math.max(1, Math.min(25, COUNT / KINDS.size()));

  /** What a session did, and when; times are those of {@link System#nanoTime}. */
  private record Event(
      int session, long sent, long answered, Optional<Sent> change, Optional<Answer> read) {}

  /**
   * @param conflict whether another writer was first
   */
  private record Sent(Change change, boolean conflict, long affected) {}

  private record Answer(Read read, List<String> lines) {
    boolean isOf(List<ModelRow> rows) {
      return read.answer().apply(rows).equals(lines);
    }
  }

  private record TableUnderTest(String name, TableHistory history, Path folder) {}

  @TempDir private static Path folder;

  private final Map<String, Integer> outcomes = new LinkedHashMap<>();
  private final Map<Integer, Integer> seen = new HashMap<>();

  @Test
  void everyReadIsOneCommittedVersionAndEveryChangeHappensOnceOrNotAtAll() throws Exception {
    Path lake = Files.createDirectories(folder.resolve("lake"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Connection> sessions = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(lake, folder.resolve("data"))) {
      try {
        for (int i = 0; i < 4; i++) {
          sessions.add(server.connect("default"));
          try (Statement statement = sessions.get(i).createStatement()) {
            statement.execute("SET spark.sql.shuffle.partitions = 2");
          }
        }
        TableUnderTest table = null;
        for (int number = 0; number < COUNT; number++) {
          Random random = new Random(SEED + number);
          if (table == null || number % TABLE_LIFE == 0) {
            table = create(sessions.get(0), lake, number);
            seen.clear();
          }
          try {
            check(table, interleave(threads, sessions, table, number, random));
          } catch (AssertionError | Exception e) {
            String which = "interleaving " + number + " on " + table.name() + ", seed " + SEED;
            throw new AssertionError(which + ": " + e.getMessage(), e);
          }
          if ((number + 1) % 50 == 0 || number + 1 == COUNT) {
            System.out.println(
                (number + 1) + " of " + COUNT + " interleavings, seed " + SEED + ": " + outcomes);
          }
        }
      } finally {
        for (Connection session : sessions) {
          session.close();
        }
        threads.shutdownNow();
      }
    }
    assertThat(outcomes).containsKeys("read", "committed");
    if (COUNT >= 100) {
      assertThat(outcomes).containsKeys("conflict", "read while a change was under way");
    }
  }

  private static TableUnderTest create(Connection session, Path lake, int number)
      throws SQLException {
    String name = "t" + number;
    String kind = KINDS.get(number / TABLE_LIFE % KINDS.size());
    try (Statement statement = session.createStatement()) {
      statement.execute("CREATE TABLE " + name + " (" + ModelRow.COLUMNS + ") " + kind);
    }
    Path folder = lake.resolve("default").resolve(name);
    return new TableUnderTest(name, new TableHistory(folder), folder);
  }

  private static List<Event> interleave(
      ExecutorService threads,
      List<Connection> sessions,
      TableUnderTest table,
      int number,
      Random random)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(4);
    List<Callable<List<Event>>> programs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RandomChanges changes =
          new RandomChanges(random, table.name(), i == 0 ? "a" : "b", number * MAX_CHANGES);
      List<Change> program = new ArrayList<>();
      int count = 1 + random.nextInt(MAX_CHANGES);
      for (int c = 0; c < count; c++) {
        program.add(changes.next());
      }
      program.forEach(table.history()::announce);
      programs.add(writer(i, sessions.get(i), program, table.name(), random.nextLong(), start));
    }
    for (int i = 2; i < 4; i++) {
      programs.add(reader(i, sessions.get(i), table.name(), random.nextLong(), start));
    }
    List<Event> events = new ArrayList<>();
    try {
      for (Future<List<Event>> done : threads.invokeAll(programs, 5, TimeUnit.MINUTES)) {
        events.addAll(done.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return events;
  }

  private static Callable<List<Event>> writer(
      int session,
      Connection connection,
      List<Change> program,
      String table,
      long seed,
      CyclicBarrier start) {
    Random random = new Random(seed);
    RandomReads reads = new RandomReads(random);
    return () -> {
      List<Event> events = new ArrayList<>();
      start.await();
      for (Change change : program) {
        pause(random);
        events.add(change(session, connection, change));
        if (random.nextBoolean()) {
          events.add(read(session, connection, reads.next(table), random));
        }
      }
      return events;
    };
  }

  private static Callable<List<Event>> reader(
      int session, Connection connection, String table, long seed, CyclicBarrier start) {
    Random random = new Random(seed);
    RandomReads reads = new RandomReads(random);
    return () -> {
      List<Event> events = new ArrayList<>();
      start.await();
      int count = 1 + random.nextInt(MAX_READS);
      for (int i = 0; i < count; i++) {
        pause(random);
        events.add(read(session, connection, reads.next(table), random));
      }
      return events;
    };
  }

  private static Event change(int session, Connection connection, Change change)
      throws SQLException {
    long sent = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      long affected = 0;
      boolean conflict = false;
      try {
        if (change.isMaintenance()) {
          statement.execute(change.sql());
        } else {
          affected = statement.executeLargeUpdate(change.sql());
        }
      } catch (SQLException e) {
        conflict = "40001".equals(e.getSQLState());
        if (!conflict) {
          throw new SQLException(change + ": " + e.getMessage(), e.getSQLState(), e);
        }
      }
      Sent done = new Sent(change, conflict, affected);
      return new Event(session, sent, System.nanoTime(), Optional.of(done), Optional.empty());
    }
  }

  private static Event read(int session, Connection connection, Read read, Random random)
      throws Exception {
    if (!read.prepared()) {
      try (Statement statement = connection.createStatement()) {
        long sent = System.nanoTime();
        return answered(session, sent, read, statement.executeQuery(read.sql()));
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(read.sql())) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
      long sent = System.nanoTime();
      return answered(session, sent, read, statement.executeQuery());
    }
  }

  private static Event answered(int session, long sent, Read read, ResultSet result)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    try (result) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder line = new StringBuilder();
        for (int c = 1; c <= columns; c++) {
          line.append(c == 1 ? "" : "|").append(result.getString(c));
        }
        lines.add(line.toString());
      }
    }
    lines.sort(Comparator.naturalOrder());
    Optional<Answer> answer = Optional.of(new Answer(read, lines));
    return new Event(session, sent, System.nanoTime(), Optional.empty(), answer);
  }

  /** Half of the time no pause at all, so that statements meet. */
  private static void pause(Random random) throws InterruptedException {
    if (random.nextBoolean()) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
    }
  }

  private void check(TableUnderTest table, List<Event> events) {
    TableHistory history = table.history();
    int before = history.last();
    history.readOn();
    for (Event event : events) {
      int floor = floor(history, before, events, event.sent());
      event.change().ifPresent(sent -> checkChange(history, floor, sent));
      event.read().ifPresent(answer -> checkRead(history, floor, event, answer));
      if (event.read().isPresent() && events.stream().anyMatch(e -> meet(e, event))) {
        count("read while a change was under way");
      }
    }
    assertThat(KernelReader.rows(table.folder())).isEqualTo(history.rows(history.last()));
  }

  private void checkChange(TableHistory history, int floor, Sent sent) {
    Change change = sent.change();
    Optional<Integer> version = history.version(change);
    if (sent.conflict()) {
      assertThat(version).as("refused, so not committed: " + change).isEmpty();
      count("conflict");
    } else if (version.isPresent()) {
      assertThat(sent.affected()).as(change.sql()).isEqualTo(history.affected(change));
      assertThat(version.get()).as("after what was known: " + change).isGreaterThan(floor);
      count("committed");
    } else if (!change.isMaintenance()) {
      assertThat(sent.affected()).as("not in the log: " + change).isZero();
      assertThat(history.versionsFrom(floor))
          .as("a version at which there is nothing to do: " + change)
          .anyMatch(rows -> change.effect().apply(rows).affected() == 0);
      count("nothing to do");
    }
  }

  private void checkRead(TableHistory history, int floor, Event event, Answer answer) {
    int version = Math.max(floor, seen.getOrDefault(event.session(), 0));
    while (version <= history.last() && !answer.isOf(history.rows(version))) {
      version++;
    }
    if (version > history.last()) {
      throw new AssertionError(
          String.format(
              "the answer is of no version from %d to %d%s: %s%nsession %d was told %s",
              floor,
              history.last(),
              olderVersion(history, floor, answer),
              answer.read(),
              event.session(),
              answer.lines()));
    }
    seen.put(event.session(), version);
    count("read");
  }

  private static String olderVersion(TableHistory history, int floor, Answer answer) {
    for (int v = floor - 1; v >= 0; v--) {
      if (answer.isOf(history.rows(v))) {
        return ", but of version " + v;
      }
    }
    return " and of none before";
  }

  /** The newest version of which somebody had been told at a time. */
  private static int floor(TableHistory history, int before, List<Event> events, long time) {
    int floor = before;
    for (Event event : events) {
      if (event.answered() <= time && event.change().isPresent()) {
        floor = Math.max(floor, history.version(event.change().get().change()).orElse(0));
      }
    }
    return floor;
  }

  private static boolean meet(Event change, Event read) {
    return change.change().isPresent()
        && change.sent() < read.answered()
        && change.answered() > read.sent();
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }
}
