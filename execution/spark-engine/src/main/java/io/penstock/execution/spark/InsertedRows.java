package io.penstock.execution.spark;

import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.TablePin;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaHistory;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/**
 * What an INSERT answers: Spark says nothing, so the number of rows is taken from the metrics of
 * the commit that the statement made. Delta keeps that commit's version in the session.
 */
final class InsertedRows {
  private static final String AFFECTED = "num_affected_rows";

  /** As Databricks names them. */
  static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable(AFFECTED, new ArrowType.Int(64, true)),
              Field.nullable("num_inserted_rows", new ArrowType.Int(64, true))));

  private static final String LAST_COMMIT = "spark.databricks.delta.lastCommitVersionInSession";

  private InsertedRows() {}

  /** Whether a statement with this result changes rows: INSERT, UPDATE, DELETE, MERGE. */
  static boolean isCount(Schema schema) {
    return !schema.getFields().isEmpty() && schema.getFields().get(0).getName().equals(AFFECTED);
  }

  /** Before the statement runs. */
  static void reset(SparkSession session) {
    session.conf().unset(LAST_COMMIT);
  }

  /** Whether the statement has committed something. */
  static boolean hasCommitted(SparkSession session) {
    return session.conf().getOption(LAST_COMMIT).isDefined();
  }

  /** After it; NULL if the commit has no metrics, 0 if the statement had nothing to commit. */
  static InternalRow[] of(SparkSession session, ExecutableQuery query) {
    Option<String> version = session.conf().getOption(LAST_COMMIT);
    if (version.isEmpty()) {
      return row(0L);
    }
    String location =
        query.pins().stream().filter(TablePin::isTarget).findFirst().orElseThrow().location();
    Object number = Long.valueOf(version.get());
    Seq<DeltaHistory> history =
        DeltaLog.forTable(session, new Path(location))
            .history()
            .getHistory((Long) number, new Some<>(number), Option.empty());
    Option<Map<String, String>> metrics = history.head().operationMetrics();
    if (metrics.isEmpty() || !metrics.get().contains("numOutputRows")) {
      return unknown(SCHEMA.getFields().size());
    }
    // REPLACE WHERE writes the other rows of a file anew.
    return row(count(metrics.get(), "numOutputRows") - count(metrics.get(), "numCopiedRows"));
  }

  /** NULL: the statement was carried out, and how many rows it changed is not known. */
  static InternalRow[] unknown(int columns) {
    return new InternalRow[] {new GenericInternalRow(new Object[columns])};
  }

  private static long count(Map<String, String> metrics, String name) {
    Option<String> value = metrics.get(name);
    return value.isEmpty() ? 0 : Long.parseLong(value.get());
  }

  private static InternalRow[] row(long count) {
    return new InternalRow[] {new GenericInternalRow(new Object[] {count, count})};
  }
}
