package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.classify.ExplainMode;
import io.penstock.planner.classify.ImmediateStatement;
import io.penstock.planner.classify.Statement;
import io.penstock.planner.classify.StatementClassifier;
import io.penstock.planner.classify.VersionSuffix;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans with Apache Calcite over a catalog of Delta tables. Thread-safe; blocks on the catalog and
 * on its own bounded pool of threads, which {@link #close} ends. The catalog is lent.
 */
public final class CalcitePlanner implements Planner, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CalcitePlanner.class);

  /** One statement for each part of the planner that takes time to load. */
  private static final List<String> WARM_UP =
      List.of(
          "SELECT 1",
          "WITH t (a, b, d) AS (VALUES (1, 'x', DATE '2024-01-01'), (2, 'y', DATE '2024-01-02'))"
              + " SELECT b, sum(a * 1.5) AS s, avg(a), count(*), extract(YEAR FROM d)"
              + " FROM t WHERE a BETWEEN 1 AND 2 AND b LIKE 'x%' AND d < DATE '2024-02-01' +"
              + " INTERVAL '1' MONTH AND b IN ('x', 'y') GROUP BY b, extract(YEAR FROM d)"
              + " HAVING sum(a) > (SELECT max(a) FROM t) ORDER BY s DESC NULLS LAST LIMIT 10",
          "WITH t (a, b) AS (VALUES (1, 'x')), u (a, c) AS (VALUES (1, 2))"
              + " SELECT t.a, CASE WHEN u.c > 1 THEN 'p' ELSE b END AS p,"
              + " row_number() OVER (PARTITION BY b ORDER BY u.c) AS n, cast(? AS BIGINT)"
              + " FROM t LEFT JOIN u ON t.a = u.a AND EXISTS (SELECT 1 FROM u AS v WHERE v.a = t.a)"
              + " UNION ALL SELECT a, b, 1, 2 FROM t");

  /** What is refused here may be a gap of this planner, and if not, Spark says why it is wrong. */
  private static final Set<ErrorCode> SPARK_KNOWS_BETTER =
      EnumSet.of(
          ErrorCode.PARSE_SYNTAX_ERROR,
          ErrorCode.UNRESOLVED_COLUMN,
          ErrorCode.AMBIGUOUS_REFERENCE,
          ErrorCode.UNRESOLVED_ROUTINE,
          ErrorCode.DATATYPE_MISMATCH,
          ErrorCode.WRONG_NUM_ARGS,
          ErrorCode.MISSING_AGGREGATION,
          ErrorCode.INVALID_STATEMENT,
          ErrorCode.UNSUPPORTED_FEATURE,
          ErrorCode.INTERNAL_ERROR);

  private static final int WARM_UP_ROUNDS = 10;

  private final Catalog catalog;
  private final QueryPlanner queries;
  private final EngineStatements engineStatements;
  private final PlanningThreads threads = new PlanningThreads();

  public CalcitePlanner(Catalog catalog) {
    this.catalog = catalog;
    this.queries = new QueryPlanner(catalog);
    this.engineStatements = new EngineStatements(catalog);
  }

  @Override
  public PlannedStatement plan(String sql, PlanningContext context) {
    return threads.run(deadline -> plan(sql, context, deadline));
  }

  private PlannedStatement plan(String sql, PlanningContext context, PlanningDeadline deadline) {
    SqlText text = SqlText.of(sql);
    Statement statement = StatementClassifier.classify(text);
    if (statement instanceof Statement.Query query) {
      return query(query.text(), context, deadline, Optional.empty());
    }
    if (statement instanceof Statement.Explain explain) {
      return explain.statement() instanceof Statement.Query query
          ? query(query.text(), context, deadline, Optional.of(explain.mode()))
          : command((Statement.EngineCommand) explain.statement(), context, true);
    }
    if (statement instanceof Statement.EngineCommand command) {
      return command(command, context, false);
    }
    if (statement instanceof Statement.NameCommand command) {
      return new NameCommands(
              catalog,
              command.text(),
              context,
              deadline,
              q -> query(q, context, deadline, Optional.empty()))
          .plan();
    }
    if (statement instanceof ImmediateStatement immediate) {
      return new DynamicStatement(immediate, text);
    }
    return command(statement, text, context);
  }

  private UnplannedStatement command(
      Statement.EngineCommand command, PlanningContext context, boolean explained) {
    return unplanned(
        command.text(),
        command.catalog().orElse(context.catalog()),
        context,
        Optional.empty(),
        explained);
  }

  private UnplannedStatement unplanned(
      SqlText text,
      String currentCatalog,
      PlanningContext context,
      Optional<Failure> reason,
      boolean explained) {
    QualifiedCalls calls = QualifiedCalls.of(VersionSuffix.expanded(text), catalog, context);
    return new UnplannedStatement(
        calls.text(),
        calls.functions(),
        currentCatalog,
        context.schema(),
        context.temporaryViews(),
        reason,
        explained);
  }

  private PlannedStatement query(
      SqlText text,
      PlanningContext context,
      PlanningDeadline deadline,
      Optional<ExplainMode> explained) {
    try {
      PlannedQuery query =
          queries.plan(text, context, deadline, explained.orElse(ExplainMode.SIMPLE));
      return explained.isPresent() ? ExplainText.answer(query) : query;
    } catch (RuntimeException | AssertionError thrown) {
      PenstockException e = PlanningThreads.known(thrown);
      if (!SPARK_KNOWS_BETTER.contains(e.code()) || QueryPlanner.isPlannedText(context)) {
        throw e;
      }
      if (e != thrown) {
        LOG.warn("Calcite failed on a query, which Spark runs instead", thrown);
      }
      return unplanned(
          text, context.catalog(), context, Optional.of(e.failure()), explained.isPresent());
    }
  }

  @Override
  public PlannedStatement resolve(UnplannedStatement statement, StatementOutline outline) {
    EngineStatement resolved =
        threads.run(deadline -> engineStatements.resolve(statement, outline, deadline));
    return statement.explained() ? ExplainText.answer(resolved) : resolved;
  }

  @Override
  public EngineStatement resolve(CommandOnQuery command, StatementOutline outline) {
    if (outline.command().isPresent()) {
      SqlText text = command.query().text();
      throw text.failure(
          text.tokens().get(0).start(),
          ErrorCode.PARSE_SYNTAX_ERROR,
          "A query is expected here, such as SELECT; this is another statement.");
    }
    return threads.run(
        deadline -> {
          command.completion().check(outline);
          return engineStatements.resolve(command.query(), outline, deadline);
        });
  }

  @Override
  public PlannedCommand complete(CommandOnQuery command, StatementOutline outline, Schema columns) {
    return threads.run(deadline -> command.completion().complete(outline, columns, deadline));
  }

  @Override
  public NewTables begin(EngineStatement statement) {
    return engineStatements.begin(statement);
  }

  private PlannedStatement command(Statement statement, SqlText text, PlanningContext context) {
    MetadataCommands metadata = new MetadataCommands(catalog, text, context);
    if (statement instanceof Statement.Use use) {
      return metadata.use(use);
    }
    if (statement instanceof Statement.Set set) {
      return new PlannedCommand.SetSetting(set.key(), set.value());
    }
    if (statement instanceof Statement.ShowSettings show) {
      return new PlannedCommand.ShowSettings(show.key());
    }
    if (statement instanceof Statement.Reset reset) {
      return new PlannedCommand.ResetSetting(reset.key());
    }
    if (statement instanceof Statement.ShowCatalogs show) {
      return metadata.showCatalogs(show.pattern());
    }
    if (statement instanceof Statement.ShowSchemas show) {
      return metadata.showSchemas(show);
    }
    throw new IllegalStateException("no such statement: " + statement.getClass());
  }

  @Override
  public void warmUp() {
    PlanningContext context =
        new PlanningContext(
            catalog.defaultCatalog(),
            catalog.defaultSchema(),
            Map.of(PlanningContext.ENGINE_TEXT, "planned"));
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (String sql : WARM_UP) {
        plan(sql.replace("?", "1"), context);
      }
    }
    firstTable().ifPresent(this::read);
  }

  private Optional<TableName> firstTable() {
    for (String schema : catalog.schemas(catalog.defaultCatalog())) {
      List<TableName> tables = catalog.tables(catalog.defaultCatalog(), schema);
      if (!tables.isEmpty()) {
        return Optional.of(tables.get(0));
      }
    }
    return Optional.empty();
  }

  private void read(TableName table) {
    try {
      catalog.snapshot(table).totals();
    } catch (PenstockException e) {
      // Whoever asks for the table is told; the server can start without it.
      LOG.warn("Warming up, table {} could not be read: {}", table, e.getMessage());
    }
  }

  @Override
  public void apply(PlannedCommand.ChangeCatalog change) {
    try {
      catalog.apply(change.change());
    } catch (PenstockException e) {
      throw new PenstockException(e.failure().at(change.place()), e);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
