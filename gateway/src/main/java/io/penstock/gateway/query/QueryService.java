package io.penstock.gateway.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.penstock.execution.api.Engine;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.execution.api.SessionId;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.StatementStatus;
import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.SessionSettings;
import io.penstock.planner.CommandOnQuery;
import io.penstock.planner.DynamicStatement;
import io.penstock.planner.EngineStatement;
import io.penstock.planner.NewTables;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlannedStatement;
import io.penstock.planner.Planner;
import io.penstock.planner.PlanningContext;
import io.penstock.planner.UnplannedStatement;
import io.penstock.planner.lexer.NamedParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from SQL to rows; every door calls it. A query's walk: {@link #prepare} plans, {@link
 * #execute} waits for a slot, hands the plan to the engine and gives back the running result.
 * Thread-safe; both block.
 */
public final class QueryService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryService.class);
  private static final long REMEMBERED_SESSIONS = 10_000;

  private final Planner planner;
  private final Engine engine;
  private final SessionCommands commands;
  private final BufferAllocator allocator;
  private final QueryLimits limits;
  private final QueryListener listener;
  private final Admission admission;
  private final Map<QueryId, Query> running = new ConcurrentHashMap<>();
  private final Cache<SessionId, Query> latest =
      Caffeine.newBuilder().maximumSize(REMEMBERED_SESSIONS).build();
  private final ScheduledExecutorService deadlines;

  /**
   * Counts what was changed through this service: a plan from before a change is not used after it.
   */
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param planner lent
   * @param engine lent
   * @param allocator lent; every query gets a child of it
   */
  public QueryService(
      Planner planner,
      Engine engine,
      BufferAllocator allocator,
      QueryLimits limits,
      QueryListener listener) {
    this.planner = planner;
    this.commands = new SessionCommands(planner);
    this.engine = engine;
    this.allocator = allocator;
    this.limits = limits;
    this.listener = listener;
    this.admission = new Admission(limits.maxRunning(), limits.maxQueued(), limits.maxWait());
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "query-deadlines");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Plans a statement, so that its columns and parameters are known.
   *
   * @throws PenstockException as planning does
   */
  public Statement prepare(Session session, String sql) {
    long begin = System.nanoTime();
    try {
      NamedParameters parameters = NamedParameters.of(sql);
      return new Statement(session, sql, parameters, plan(session, parameters.text()));
    } catch (PenstockException e) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      throw new Query(QueryId.random(), session.user(), sql, took, listener).fail(e);
    }
  }

  /**
   * Runs a statement.
   *
   * @param id under which {@link #cancel} finds it
   * @param parameters as {@link ExecutableQuery#parameters}, or one for each name
   * @return the rows; the caller closes them, which ends the query
   * @throws PenstockException as planning, admission and the engine do
   */
  public ResultStream execute(Statement statement, QueryId id, List<@Nullable Object> parameters) {
    Session session = statement.session();
    Statement.Plan first = statement.takeFirst(changes.get());
    Query query =
        new Query(
            id,
            session.user(),
            statement.sql(),
            first == null ? Duration.ZERO : first.took(),
            listener);
    running.put(id, query);
    latest.put(session.id(), query);
    Future<?> deadline =
        deadlines.schedule(
            () -> stop(query, ErrorCode.QUERY_TIMEOUT),
            timeout(session).toMillis(),
            TimeUnit.MILLISECONDS);
    Runnable release =
        () -> {
          deadline.cancel(false);
          running.remove(id);
        };
    try {
      List<@Nullable Object> values = positional(statement.parameters(), parameters);
      Statement.Plan plan = first == null ? plan(session, statement.parameters().text()) : first;
      ResultStream rows;
      try {
        rows =
            run(
                query,
                session,
                plan.planned(),
                plan.told().isEmpty() ? values : plan.told(),
                release);
      } finally {
        if (plan.mayChange()) {
          changes.incrementAndGet();
        }
      }
      if (plan.planned() instanceof EngineStatement change && change.changesRows()) {
        session.settings().reset(SessionSettings.IDEMPOTENCY_KEY);
      }
      return rows;
    } catch (PenstockException e) {
      release.run();
      throw query.fail(e);
    } catch (RuntimeException e) {
      release.run();
      throw query.fail(
          new PenstockException(ErrorCode.INTERNAL_ERROR, "Running the query failed.", e));
    }
  }

  /**
   * Stops a query of this user.
   *
   * @return false if no such query runs
   */
  public boolean cancel(QueryId id, String user) {
    Query query = running.get(id);
    return query != null && query.user().equals(user) && stop(query, ErrorCode.QUERY_CANCELED);
  }

  /** The session's latest query, running or ended. */
  public Optional<QueryProgress> progress(Session session) {
    Query query = latest.getIfPresent(session.id());
    if (query == null) {
      return Optional.empty();
    }
    if (query.state() == QueryState.RUNNING) {
      for (StatementStatus status : engine.status().statements()) {
        if (status.id().equals(query.id())) {
          return Optional.of(query.progress(status.tasksDone(), status.tasksTotal()));
        }
      }
    }
    return Optional.of(query.progress(0, 0));
  }

  /** Queries that run or wait now. */
  public int runningCount() {
    return running.size();
  }

  /** Queries that wait for a slot now. */
  public int queuedCount() {
    return admission.waiting();
  }

  /** Stops what runs. */
  @Override
  public void close() {
    running.values().forEach(query -> query.stop(ErrorCode.SHUTTING_DOWN));
    deadlines.shutdownNow();
  }

  private Statement.Plan plan(Session session, String sql) {
    long begin = System.nanoTime();
    long seen = changes.get();
    PlanningContext context = session.planningContext();
    PlannedStatement planned = planner.plan(sql, context);
    List<@Nullable Object> told = List.of();
    if (planned instanceof DynamicStatement dynamic) {
      DynamicStatement.Told statement = dynamic.told(ask(session, dynamic.question()));
      told = statement.parameters();
      planned = planner.plan(statement.text(), context);
    }
    if (planned instanceof CommandOnQuery command) {
      planned = complete(command, session);
    }
    if (planned instanceof UnplannedStatement unplanned) {
      planned = planner.resolve(unplanned, outline(unplanned, session));
    }
    Schema schema =
        planned instanceof EngineStatement statement
            ? describe(statement, session, true)
            : Statement.schemaOf(planned);
    long end = System.nanoTime();
    Statement.Plan.Moment moment = new Statement.Plan.Moment(seen, end);
    return new Statement.Plan(
        planned, told, schema, context, moment, Duration.ofNanos(end - begin));
  }

  private StatementOutline outline(UnplannedStatement statement, Session session) {
    return engine.outline(statement.text().text(), session.settings().forEngine());
  }

  private PlannedCommand complete(CommandOnQuery command, Session session) {
    StatementOutline outline = outline(command.query(), session);
    EngineStatement query = planner.resolve(command, outline);
    return planner.complete(command, outline, describe(query, session, !command.isLasting()));
  }

  /** The first row of a query's answer. */
  private List<@Nullable Object> ask(Session session, String question) {
    try (ResultStream rows = execute(prepare(session, question), QueryId.random(), List.of())) {
      while (rows.next()) {
        if (rows.batch().getRowCount() > 0) {
          return ArrowValues.read(rows.batch(), List.of());
        }
      }
    } catch (PenstockException e) {
      // a place in the question is none in the statement
      throw new PenstockException(e.failure().withoutPosition(), e);
    }
    throw new IllegalStateException("a query without a table answers one row");
  }

  /**
   * What creates a table answers nothing, and its target has no place before it runs; nor does what
   * declares something. Of a script the engine tells the columns of its last query if it can; what
   * its stream has in the end are those of the last query that it ran.
   */
  private Schema describe(EngineStatement statement, Session session, boolean declared) {
    boolean creates = !statement.creations().isEmpty() && !statement.isScript();
    if (creates || statement.declares()) {
      return new Schema(List.of());
    }
    return engine.describe(EngineWork.question(session, statement, declared));
  }

  private ResultStream run(
      Query query,
      Session session,
      PlannedStatement planned,
      List<@Nullable Object> parameters,
      Runnable release) {
    if (planned instanceof PlannedCommand command) {
      query.queued("none");
      query.running();
      return answer(query, commands.execute(command, session), release);
    }
    EngineWork work = EngineWork.of(query, session, planned, parameters);
    query.queued(work.lane().label());
    admission.enter(query);
    Runnable releaseAll =
        () -> {
          admission.leave();
          release.run();
        };
    BufferAllocator own =
        allocator.newChildAllocator("query " + query.id(), 0, limits.memoryBytes());
    try {
      query.checkGoesOn();
      query.running(work.changes());
      if (work.declares()) {
        return declare(query, work, session, own, releaseAll);
      }
      return start(query, work, own, releaseAll);
    } catch (RuntimeException e) {
      own.close();
      admission.leave();
      throw e;
    }
  }

  private ResultStream answer(Query query, PlannedCommand.Answer answer, Runnable release) {
    BufferAllocator own =
        allocator.newChildAllocator("query " + query.id(), 0, limits.memoryBytes());
    try {
      AnswerStream rows = new AnswerStream(answer.schema(), answer.rows(), own);
      return new RunningQuery(query, rows, answer.schema(), own, release);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /** Returns when the session knows what was declared. */
  private ResultStream declare(
      Query query, EngineWork work, Session session, BufferAllocator own, Runnable release) {
    Optional<PlannedCommand.ChangeCatalog> function =
        work.own().flatMap(statement -> statement.functions().created());
    try (ResultStream rows = engine.execute(work.query(), own)) {
      query.attach(rows);
      if (function.isEmpty()) {
        session.declarations().change(rows);
      }
      while (rows.next()) {
        // the engine has carried it out when its answer ends
      }
    } catch (PenstockException e) {
      // an engine counts from where a function's body begins
      throw function.isPresent() ? new PenstockException(e.failure().withoutPosition(), e) : e;
    }
    function.ifPresent(planner::apply);
    AnswerStream nothing = new AnswerStream(new Schema(List.of()), List.of(), own);
    return new RunningQuery(query, nothing, nothing.schema(), own, release);
  }

  private ResultStream start(Query query, EngineWork work, BufferAllocator own, Runnable release) {
    if (work.changes()) {
      return change(query, work, own, release);
    }
    ResultStream stream = engine.execute(work.query(), own);
    try {
      query.attach(stream);
      Schema analysed = stream.schema();
      Optional<PlannedQuery> plan = work.planned();
      if (plan.isPresent()) {
        guard(query, plan.get(), analysed);
        analysed = SchemaGuard.renamed(plan.get().columns(), analysed);
      }
      return new RunningQuery(query, stream, analysed, own, release);
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Returns when the change is done; what it creates is in the catalog then, or not at all. */
  private ResultStream change(Query query, EngineWork work, BufferAllocator own, Runnable release) {
    EngineStatement statement = work.own().orElseThrow();
    boolean creates = !statement.creations().isEmpty();
    NewTables tables = creates ? planner.begin(statement) : null;
    try (tables) {
      ResultStream stream =
          engine.execute(tables == null ? work.query() : work.query().with(tables.targets()), own);
      try {
        query.attach(stream);
        RunningQuery running =
            new RunningQuery(query, stream, stream.schema(), own, release).settled();
        if (tables != null && statement.isScript()) {
          // which of them it came to, their logs tell
          tables.close();
        } else if (tables != null) {
          tables.created();
        }
        return running;
      } catch (RuntimeException e) {
        stream.close();
        throw e;
      }
    }
  }

  /**
   * The engine runs the author's own text unless the plan was unparsed, so there a difference is a
   * gap in the planner's type rules, and the engine is right; in an unparsed text it may be a wrong
   * answer.
   */
  private static void guard(Query query, PlannedQuery plan, Schema analysed) {
    List<String> differences = SchemaGuard.differences(plan.columns(), analysed);
    if (differences.isEmpty()) {
      return;
    }
    if (plan.rewritten() || plan.columns().size() != analysed.getFields().size()) {
      throw new PenstockException(
          ErrorCode.SCHEMA_MISMATCH,
          "The engine understood the planned query differently: "
              + differences.get(0)
              + ". Please report it; SET penstock.engine_text = original avoids it.");
    }
    LOG.warn("query {}: planned types differ from the engine's: {}", query.id(), differences);
  }

  private static List<@Nullable Object> positional(
      NamedParameters named, List<@Nullable Object> values) {
    if (named.names().isEmpty()) {
      return values;
    }
    if (named.names().size() != values.size()) {
      throw new PenstockException(
          ErrorCode.UNBOUND_SQL_PARAMETER,
          "The statement has the parameters :"
              + String.join(", :", named.names())
              + ", and "
              + values.size()
              + " values were given.");
    }
    return named.positional(values);
  }

  private Duration timeout(Session session) {
    Duration own = session.settings().queryTimeout();
    return own.isZero() || own.compareTo(limits.timeout()) > 0 ? limits.timeout() : own;
  }

  private boolean stop(Query query, ErrorCode reason) {
    boolean stopped = query.stop(reason);
    if (stopped) {
      try {
        engine.cancel(query.id());
      } catch (PenstockException e) {
        LOG.warn("query {} could not be canceled in its engine: {}", query.id(), e.getMessage());
      }
    }
    return stopped;
  }
}
