package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.CompoundPlanStatement;
import org.apache.spark.sql.catalyst.plans.logical.CreateVariable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.scripting.SqlScriptingExecution;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * {@code BEGIN ... END}: statements that Spark interprets one after the other, each with its own
 * commit. The answer is the rows of the last query that ran; as nobody knows which one that is
 * before the end, the rows of each are kept by Spark, on disk if there are many, until the next.
 * Not thread-safe; closing it lets go of the rows.
 */
final class Script implements AutoCloseable {
  private static final Map<String, Expression> NO_ARGUMENTS = Map$.MODULE$.empty();

  /** Commands that leave the columns of a table as they are, if it is there before. */
  private static final Set<String> KEEPING_COLUMNS =
      Set.of(
          "InsertIntoStatement",
          "OverwriteByExpression",
          "UpdateTable",
          "DeleteFromTable",
          "MergeIntoTable",
          "CreateTable",
          "CreateTableAsSelect");

  private final CompoundBody body;
  private final ExecutableQuery query;
  private final SparkSession session;
  private @Nullable Dataset<Row> kept;

  private Script(CompoundBody body, ExecutableQuery query, SparkSession session) {
    this.body = body;
    this.query = query;
    this.session = session;
  }

  /**
   * @param session of this script alone
   * @throws PenstockException UNSUPPORTED_FEATURE for what an engine does not run
   */
  static Script of(CompoundBody body, ExecutableQuery query, SparkSession session) {
    if (!query.parameters().isEmpty()) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE, "A script takes no parameters: declare variables in it.");
    }
    ScriptGate.check(body, session);
    return new Script(body, query, session);
  }

  /**
   * Runs it to its end, on this thread.
   *
   * @param checkWanted called now and then; throws if the script is to end
   * @return the rows of the last query; none and no columns if there was no query
   */
  Analysis run(Runnable checkWanted) throws Exception {
    InsertedRows.reset(session);
    SqlScriptingExecution execution =
        new SqlScriptingExecution(ScriptLoops.withPauses(body), session, NO_ARGUMENTS);
    try {
      execution.withContextManager(
          () -> {
            run(execution, checkWanted);
            return BoxedUnit.UNIT;
          });
    } catch (Exception e) {
      throw afterCommit(e);
    }
    Dataset<Row> last = kept;
    return last == null
        ? Analysis.ofNothing(session)
        : Analysis.ofRows(last.queryExecution(), session);
  }

  /** A client that is told of a conflict sends its statement again, and a script twice is twice. */
  private Exception afterCommit(Exception error) {
    boolean conflict = new Failures(query).of(error).code() == ErrorCode.CONCURRENT_CHANGE;
    return conflict && InsertedRows.hasCommitted(session)
        ? new PenstockException(
            ErrorCode.COMMIT_STATE_UNKNOWN,
            "A statement of the script lost to another writer, after others had committed. Look at"
                + " the tables (DESCRIBE HISTORY) before you send it again.",
            error)
        : error;
  }

  private void run(SqlScriptingExecution execution, Runnable checkWanted) {
    Option<Dataset<Row>> next = execution.getNextResult();
    while (next.isDefined()) {
      checkWanted.run();
      Dataset<Row> rows = next.get();
      if (!ScriptLoops.isPause(rows.queryExecution().logical())) {
        execution.withErrorHandling(
            () -> {
              keep(rows);
              return BoxedUnit.UNIT;
            });
      }
      next = execution.getNextResult();
    }
    checkWanted.run();
  }

  private void keep(Dataset<Row> rows) {
    QueryGate.checkAnalysed(rows.queryExecution().analyzed(), query.pins());
    Dataset<Row> all = rows.localCheckpoint(true);
    close();
    kept = all;
  }

  /**
   * The columns of the last query, if it is sure to be the last one that runs and Spark understands
   * it beforehand: nothing runs here but the declarations of variables.
   */
  Schema columns() {
    List<LogicalPlan> statements = ScriptStatements.inOrder(body);
    LogicalPlan last = statements.isEmpty() ? body : statements.get(statements.size() - 1);
    boolean sure =
        isQuery(last)
            && body.handlers().isEmpty()
            && ScriptStatements.of(body).stream().allMatch(Script::keepsColumns);
    if (!sure) {
      return new Schema(List.of());
    }
    List<CompoundPlanStatement> needed = new ArrayList<>();
    for (LogicalPlan statement : statements) {
      if (statement == last
          || ScriptStatements.statement(statement).orElse(statement) instanceof CreateVariable) {
        needed.add((CompoundPlanStatement) statement);
      }
    }
    CompoundBody beforehand =
        new CompoundBody(
            CollectionConverters.asScala(needed).toSeq(),
            body.label(),
            body.isScope(),
            body.handlers(),
            body.conditions());
    try {
      SqlScriptingExecution execution =
          new SqlScriptingExecution(beforehand, session, NO_ARGUMENTS);
      Option<Dataset<Row>> rows = execution.withContextManager(execution::getNextResult);
      return Analysis.ofRows(rows.get().queryExecution(), session).schema();
    } catch (Exception e) {
      // it may read what the script is yet to create; whether it is wrong, running it will tell
      return new Schema(List.of());
    }
  }

  private static boolean isQuery(LogicalPlan node) {
    return ScriptStatements.statement(node)
        .filter(plan -> QueryGate.checkParsed(plan, true) == Analysis.Kind.QUERY)
        .isPresent();
  }

  private static boolean keepsColumns(LogicalPlan statement) {
    return switch (QueryGate.checkParsed(statement, true)) {
      case QUERY, DECLARATION -> true;
      default -> {
        LogicalPlan command = QueryGate.root(statement);
        yield KEEPING_COLUMNS.contains(command.nodeName())
            && !(command instanceof MergeIntoTable merge && merge.withSchemaEvolution());
      }
    };
  }

  @Override
  public void close() {
    Dataset<Row> rows = kept;
    kept = null;
    if (rows != null && rows.queryExecution().logical() instanceof LogicalRDD known) {
      known.rdd().unpersist(false);
    }
  }
}
