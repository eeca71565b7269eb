package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;

/**
 * Spark sessions, one per running statement, wiped between statements: a new one costs tens of
 * milliseconds, a wiped one almost none. Thread-safe.
 */
final class SessionPool {
  private static final int MAX_IDLE = 16;
  private static final String CATALOG_PREFIX = "spark.sql.catalog.";

  /** What would open a way round the pins, or is not a statement's business. */
  private static final List<String> RESERVED_SETTINGS =
      List.of(CATALOG_PREFIX, "spark.sql.runSQLOnFiles", "spark.sql.defaultCatalog");

  /** They call any Java method by its name. */
  private static final List<String> FORBIDDEN_FUNCTIONS =
      List.of("reflect", "java_method", "try_reflect");

  private final SparkSession root;
  private final PinnedSnapshots snapshots;
  private final Deque<SparkSession> idle = new ArrayDeque<>();

  SessionPool(SparkSession root, PinnedSnapshots snapshots) {
    this.root = root;
    this.snapshots = snapshots;
  }

  /** A session that belongs to one statement until it is closed. */
  final class Lease implements AutoCloseable {
    private final SparkSession session;
    private final List<String> changed = new ArrayList<>();
    private boolean clean = true;

    private Lease(SparkSession session) {
      this.session = session;
    }

    SparkSession session() {
      return session;
    }

    private void set(String key, String value) {
      session.conf().set(key, value);
      changed.add(key);
    }

    /**
     * Says that the session may still be in use or is in an unknown state: it is not used again.
     */
    void discard() {
      clean = false;
    }

    @Override
    public void close() {
      if (!clean) {
        return;
      }
      for (String key : changed) {
        session.conf().unset(key);
        root.conf().getOption(key).foreach(value -> restore(key, value));
      }
      session.sessionState().catalogManager().reset();
      giveBack(session);
    }

    private Object restore(String key, String value) {
      session.conf().set(key, value);
      return value;
    }
  }

  /**
   * A session in which only the query's pins, settings and current schema hold.
   *
   * @throws PenstockException INVALID_SETTING, INVALID_STATEMENT
   */
  Lease lease(ExecutableQuery query) throws ParseException {
    return lease(query, true);
  }

  /** A session in which the query's settings hold, and no name is known. */
  Lease leaseToParse(ExecutableQuery query) throws ParseException {
    return lease(query, false);
  }

  private Lease lease(ExecutableQuery query, boolean named) throws ParseException {
    Lease lease = new Lease(take());
    boolean ready = false;
    try {
      for (Map.Entry<String, String> setting : query.settings().entrySet()) {
        if (setting.getKey().startsWith(EngineProtocol.DECLARATION)) {
          continue;
        }
        apply(lease, setting.getKey(), setting.getValue());
      }
      // Spark loads catalogs by the configuration of the thread's session
      org.apache.spark.sql.SparkSession.setActiveSession(lease.session());
      if (named) {
        openCatalogs(lease, query);
        if (SessionDeclarations.apply(lease.session(), query)) {
          lease.discard();
        }
      }
      ready = true;
      return lease;
    } finally {
      org.apache.spark.sql.SparkSession.clearActiveSession();
      if (!ready) {
        lease.close();
      }
    }
  }

  private static void apply(Lease lease, String key, String value) {
    if (!key.startsWith("spark.") || RESERVED_SETTINGS.stream().anyMatch(key::startsWith)) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING, "Setting " + key + " cannot be changed by a statement.");
    }
    try {
      lease.set(key, value);
    } catch (Exception e) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "Setting " + key + " cannot be set to '" + value + "': " + Failures.plainMessage(e),
          e);
    }
  }

  private void openCatalogs(Lease lease, ExecutableQuery query) {
    Set<String> names = new LinkedHashSet<>();
    names.add(query.catalog());
    for (TablePin pin : query.pins()) {
      names.add(pin.name().catalog());
    }
    CatalogManager catalogs = lease.session().sessionState().catalogManager();
    for (String name : names) {
      if (name.isEmpty() || name.contains(".") || name.equalsIgnoreCase("spark_catalog")) {
        throw new PenstockException(
            ErrorCode.INVALID_STATEMENT,
            "Catalog name '" + name + "' cannot be used: choose one without dots.");
      }
      lease.set(CATALOG_PREFIX + name, PinnedCatalog.class.getName());
      CatalogPlugin plugin = catalogs.catalog(name);
      ((PinnedCatalog) plugin).pin(lease.session(), snapshots, query.pins());
    }
    catalogs.setCurrentCatalog(query.catalog());
    if (!query.schema().isEmpty()) {
      catalogs.setCurrentNamespace(new String[] {query.schema()});
    }
  }

  private SparkSession take() {
    synchronized (idle) {
      SparkSession session = idle.pollLast();
      if (session != null) {
        return session;
      }
    }
    SparkSession session = root.newSession();
    for (String function : FORBIDDEN_FUNCTIONS) {
      session.sessionState().functionRegistry().dropFunction(new FunctionIdentifier(function));
    }
    return session;
  }

  private void giveBack(SparkSession session) {
    synchronized (idle) {
      if (idle.size() < MAX_IDLE) {
        idle.addLast(session);
      }
    }
  }
}
