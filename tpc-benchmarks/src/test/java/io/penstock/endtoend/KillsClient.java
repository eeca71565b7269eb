package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends changes, and goes on when it loses its server: it repeats what has a key, and
 * looks into the catalog for a table whose creation was not answered. Not thread-safe, but for
 * {@link #current}.
 */
final class KillsClient implements AutoCloseable {
  private static final String CONFLICT = "40001";
  private static final String UNKNOWN = "40003";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int ROWS = 50;

  /** What became of a change. */
  record Done(Change change, boolean answered, long affected, int attempts) {}

  private final KilledServer server;
  private final TableHistory history;
  private final RandomChanges changes;
  private final Random random;
  private final boolean mixed;
  private final List<Done> done = new ArrayList<>();
  private final List<String> created = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private volatile @Nullable Change current;
  private @Nullable Connection connection;

  /**
   * @param mixed whether it also inserts without a key and creates tables
   */
  KillsClient(
      KilledServer server,
      TableHistory history,
      RandomChanges changes,
      Random random,
      boolean mixed) {
    this.server = server;
    this.history = history;
    this.changes = changes;
    this.random = random;
    this.mixed = mixed;
  }

  List<Done> done() {
    return done;
  }

  /** Tables that are in the catalog. */
  List<String> created() {
    return created;
  }

  /** How often what happened. */
  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** The change that is sent and not answered. */
  Optional<Change> current() {
    return Optional.ofNullable(current);
  }

  void carryOutOne() throws Exception {
    int kind = mixed ? random.nextInt(3) : 2;
    if (kind == 0) {
      create();
      return;
    }
    Change change = kind == 1 ? changes.insert() : changes.nextThatCounts();
    synchronized (history) {
      history.announce(change);
    }
    done.add(carryOut(change, kind == 1 ? Optional.empty() : Optional.of("key " + change.tag())));
  }

  private Done carryOut(Change change, Optional<String> key) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int attempt = 0;
    while (System.nanoTime() < deadline) {
      boolean sent = false;
      try (Statement statement = connected().createStatement()) {
        if (key.isPresent()) {
          statement.execute("SET penstock.idempotency_key = '" + key.get() + "'");
        }
        sent = true;
        attempt++;
        current = change;
        long affected = statement.executeLargeUpdate(change.sql());
        current = null;
        return new Done(change, true, attempt == 1 ? affected : 0, attempt);
      } catch (SQLException e) {
        boolean nothing = isSureOfNothing(e, change.sql());
        if (sent && !nothing && key.isEmpty()) {
          current = null;
          return new Done(change, false, 0, attempt);
        }
      }
    }
    throw new AssertionError("not answered within " + PATIENCE + ": " + change);
  }

  /** Creates a table; what was not answered is looked up. */
  private void create() throws Exception {
    String name = "made_" + Long.toHexString(random.nextLong());
    String sql = "CREATE TABLE " + name + " AS SELECT id FROM range(" + ROWS + ")";
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean doubtful = false;
    boolean there = false;
    while (System.nanoTime() < deadline) {
      boolean sent = false;
      try (Statement statement = connected().createStatement()) {
        if (doubtful) {
          there = names(statement).contains(name);
          assertThat(there).as("in the catalog: " + name).isEqualTo(server.hasCommit(name));
          count("CREATE unanswered, table " + (there ? "there" : "not there"));
          doubtful = false;
        }
        if (!there) {
          sent = true;
          statement.execute(sql);
          there = true;
          sent = false;
        }
        assertThat(lines(statement, "SELECT count(*) FROM " + name))
            .containsExactly(Integer.toString(ROWS));
        created.add(name);
        return;
      } catch (SQLException e) {
        boolean nothing = isSureOfNothing(e, sql);
        doubtful |= sent && !nothing;
      }
    }
    throw new AssertionError("not created within " + PATIENCE + ": " + name);
  }

  /**
   * Whether the server says that nothing was changed.
   *
   * @throws SQLException if the error is none that a client has to be ready for
   */
  private boolean isSureOfNothing(SQLException e, String sql) throws Exception {
    String state = String.valueOf(e.getSQLState());
    count(state);
    if (state.startsWith("08")) {
      close();
      TimeUnit.MILLISECONDS.sleep(50);
      return false;
    }
    if (state.equals(UNKNOWN)) {
      return false;
    }
    if (state.equals(CONFLICT) || state.startsWith("57P0")) {
      return true;
    }
    throw new SQLException(sql + ": " + e.getMessage(), state, e);
  }

  private Connection connected() throws SQLException, InterruptedException {
    Connection open = connection;
    if (open == null) {
      try {
        open = server.connect();
      } catch (SQLException e) {
        TimeUnit.MILLISECONDS.sleep(50);
        throw e;
      }
      connection = open;
    }
    return open;
  }

  @Override
  public void close() throws SQLException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  static List<String> names(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SHOW TABLES")) {
      while (rows.next()) {
        names.add(rows.getString("tableName"));
      }
    }
    return names;
  }

  /** The first column of a result, in the order of its texts. */
  static List<String> lines(Statement statement, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines.stream().sorted().toList();
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }
}
