package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.AnalyzeColumn;
import org.apache.spark.sql.catalyst.plans.logical.AnalyzeTable;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.stats.StatisticsCollection$;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * ANALYZE TABLE: the statistics of a table are those of its files, in its log. They are computed
 * anew for every file; NOSCAN has nothing to do, because the log always knows the sizes.
 */
final class AnalyzeStatistics implements TableCommand {
  private final String location;
  private final boolean scan;
  private final List<String> columns;

  private AnalyzeStatistics(List<TablePin> pins, boolean scan, List<String> columns) {
    this.location = pins.stream().filter(TablePin::isTarget).findFirst().orElseThrow().location();
    this.scan = scan;
    this.columns = columns;
  }

  static AnalyzeStatistics of(AnalyzeTable analyze, List<TablePin> pins) {
    if (analyze.partitionSpec().nonEmpty()) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE, "ANALYZE TABLE takes no PARTITION: it is for all files.");
    }
    return new AnalyzeStatistics(pins, !analyze.noScan(), List.of());
  }

  static AnalyzeStatistics of(AnalyzeColumn analyze, List<TablePin> pins) {
    List<String> columns =
        analyze.columnNames().isDefined()
            ? List.copyOf(CollectionConverters.asJava(analyze.columnNames().get()))
            : List.of();
    return new AnalyzeStatistics(pins, true, columns);
  }

  @Override
  public void run(SparkSession session) {
    DeltaLog log = DeltaLog.forTable(session, new Path(location));
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    List<String> known = Arrays.asList(snapshot.schema().fieldNames());
    for (String column : columns) {
      if (known.stream().noneMatch(column::equalsIgnoreCase)) {
        throw new PenstockException(
            ErrorCode.UNRESOLVED_COLUMN, "The table has no column " + column + ".");
      }
    }
    if (scan && snapshot.numOfFiles() > 0) {
      StatisticsCollection$.MODULE$.recompute(
          session,
          log,
          Option.empty(),
          CollectionConverters.asScala(List.<Expression>of(Literal.TrueLiteral())).toSeq(),
          file -> true);
    }
  }
}
