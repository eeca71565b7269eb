package io.penstock.execution.spark;

import io.penstock.execution.api.TablePin;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.AnalyzeColumn;
import org.apache.spark.sql.catalyst.plans.logical.AnalyzeTable;
import org.apache.spark.sql.catalyst.plans.logical.CloneTableStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.command.CreateTableLikeCommand;

/** A command that is carried out here, because neither Spark nor Delta can do it by itself. */
interface TableCommand {
  /** Does it; when it returns, it is committed. */
  void run(SparkSession session) throws Exception;

  /** Whether a parsed statement is one that can be alone only. */
  static boolean isOne(LogicalPlan root) {
    return root instanceof CloneTableStatement
        || root instanceof CreateTableLikeCommand
        || root instanceof AnalyzeTable
        || root instanceof AnalyzeColumn;
  }

  /** What Spark knows by name in its own catalog only, so that it is not even analysed by it. */
  static Optional<TableCommand> parsed(LogicalPlan root, List<TablePin> pins) {
    if (root instanceof CloneTableStatement clone) {
      return Optional.of(CloneTable.of(clone, pins));
    }
    return root instanceof CreateTableLikeCommand like
        ? Optional.of(CreateLike.of(like, pins))
        : Optional.empty();
  }

  /** What is like any other statement up to its end. */
  static Optional<TableCommand> analysed(LogicalPlan plan, List<TablePin> pins) {
    if (plan instanceof AnalyzeTable analyze) {
      return Optional.of(AnalyzeStatistics.of(analyze, pins));
    }
    if (plan instanceof AnalyzeColumn analyze) {
      return Optional.of(AnalyzeStatistics.of(analyze, pins));
    }
    return pins.stream().anyMatch(TablePin::isFiles)
        ? CopyInto.of(plan).map(copy -> copy)
        : Optional.empty();
  }
}
