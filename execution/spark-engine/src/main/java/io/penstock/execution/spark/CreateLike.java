package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.skipping.clustering.ClusteringColumnInfo$;
import org.apache.spark.sql.delta.skipping.clustering.temp.ClusterByTransform;
import org.apache.spark.sql.execution.command.CreateTableLikeCommand;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * CREATE TABLE LIKE: a new table with another's columns, partitions, clustering, constraints and
 * properties, and none of its rows.
 */
final class CreateLike implements TableCommand {
  /** What Delta sets by itself, for each table another value. */
  private static final Set<String> OWN_PROPERTIES =
      Set.of(
          "delta.columnMapping.maxColumnId",
          "delta.rowTracking.materializedRowIdColumnName",
          "delta.rowTracking.materializedRowCommitVersionColumnName");

  private static final String HIGH_WATER_MARK = "delta.identity.highWaterMark";
  private static final String COLUMN_DEFAULTS = "allowColumnDefaults";

  private final CreateTableLikeCommand command;
  private final List<TablePin> pins;

  private CreateLike(CreateTableLikeCommand command, List<TablePin> pins) {
    this.command = command;
    this.pins = pins;
  }

  static CreateLike of(CreateTableLikeCommand command, List<TablePin> pins) {
    if (command.provider().isDefined() && !command.provider().get().equalsIgnoreCase("delta")) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "Tables are Delta tables: USING " + command.provider().get() + " is not available.");
    }
    return new CreateLike(command, pins);
  }

  @Override
  public void run(SparkSession session) throws Exception {
    TablePin target = pins.stream().filter(TablePin::isTarget).findFirst().orElseThrow();
    if (DeltaLog.forTable(session, new Path(target.location())).tableExists()) {
      // its name was free when the statement came, or IF NOT EXISTS is written
      return;
    }
    TablePin source = pins.stream().filter(pin -> !pin.isTarget()).findFirst().orElseThrow();
    Snapshot like =
        DeltaLog.forTable(session, new Path(source.location()))
            .getSnapshotAt(source.version(), Option.empty(), Option.empty(), false);
    TargetTables.of(session)
        .createTable(
            TargetTables.at(target.location()), columns(like), parts(like), properties(like));
  }

  /** An identity column begins anew. */
  private static StructType columns(Snapshot like) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : like.metadata().schema().fields()) {
      fields.add(
          new StructField(
              field.name(),
              field.dataType(),
              field.nullable(),
              new MetadataBuilder()
                  .withMetadata(field.metadata())
                  .remove(HIGH_WATER_MARK)
                  .build()));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  private static Transform[] parts(Snapshot like) {
    List<Transform> parts = new ArrayList<>();
    CollectionConverters.asJava(like.metadata().partitionColumns())
        .forEach(column -> parts.add(Expressions.identity(quoted(column))));
    List<NamedReference> clustering = new ArrayList<>();
    CollectionConverters.asJava(ClusteringColumnInfo$.MODULE$.extractLogicalNames(like))
        .forEach(column -> clustering.add(Expressions.column(column)));
    if (!clustering.isEmpty()) {
      parts.add(new ClusterByTransform(CollectionConverters.asScala(clustering).toSeq()));
    }
    return parts.toArray(Transform[]::new);
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  private Map<String, String> properties(Snapshot like) {
    Map<String, String> properties =
        new HashMap<>(CollectionConverters.asJava(like.metadata().configuration()));
    properties.keySet().removeAll(OWN_PROPERTIES);
    if (like.protocol().readerAndWriterFeatureNames().contains(COLUMN_DEFAULTS)) {
      properties.put("delta.feature." + COLUMN_DEFAULTS, "supported");
    }
    if (like.metadata().description() != null) {
      properties.put(TableCatalog.PROP_COMMENT, like.metadata().description());
    }
    properties.put(TableCatalog.PROP_PROVIDER, "delta");
    properties.putAll(CollectionConverters.asJava(command.properties()));
    return properties;
  }
}
