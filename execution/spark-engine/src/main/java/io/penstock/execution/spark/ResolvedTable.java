package io.penstock.execution.spark;

import com.databricks.spark.util.TagDefinition;
import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TablePin;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaParquetFileFormat;
import org.apache.spark.sql.delta.DeltaTableUtils$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Map$;

/**
 * A Delta table at one version, of which the statement brings all that its log would tell. It can
 * be read and nothing else: there is no log behind it.
 */
final class ResolvedTable extends DeltaTableV2 {
  private final String name;
  private final HadoopFsRelation relation;

  ResolvedTable(SparkSession session, TablePin pin, TableFiles resolved) {
    super(
        session,
        new Path(pin.location()),
        Option.empty(),
        new Some<>(pin.name().toSql()),
        Option.empty(),
        Map$.MODULE$.empty());
    this.name = pin.name().toSql();
    this.relation =
        relation(
            session, new ResolvedFiles(session, new Path(pin.location()), pin.version(), resolved));
  }

  /** As Delta makes it of a snapshot. */
  private static HadoopFsRelation relation(SparkSession session, ResolvedFiles files) {
    return new HadoopFsRelation(
        files,
        visible(session, files.metadata().partitionSchema()),
        visible(session, files.metadata().schema()),
        Option.empty(),
        new DeltaParquetFileFormat(
            files.protocol(), files.metadata(), false, false, true, Option.empty(), false),
        files.metadata().format().options(),
        session);
  }

  /** Without what only writers have to know of columns. */
  private static StructType visible(SparkSession session, StructType schema) {
    return DeltaTableUtils$.MODULE$.removeInternalDeltaMetadata(
        session, DeltaTableUtils$.MODULE$.removeInternalWriterMetadata(session, schema));
  }

  @Override
  public BaseRelation toBaseRelation() {
    return relation;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StructType schema() {
    return relation.schema();
  }

  @Override
  public Transform[] partitioning() {
    return new Transform[0];
  }

  @Override
  public Map<String, String> properties() {
    return Map.of(TableCatalog.PROP_PROVIDER, "delta");
  }

  @Override
  public boolean tableExists() {
    return true;
  }

  @Override
  public Snapshot initialSnapshot() {
    throw noLog();
  }

  @Override
  public DeltaLog deltaLog() {
    throw noLog();
  }

  @Override
  public scala.collection.immutable.Map<TagDefinition, String> getCommonTags() {
    return Map$.MODULE$.empty();
  }

  private static IllegalStateException noLog() {
    return new IllegalStateException("the table's log is not at hand");
  }
}
