package io.penstock.execution.spark;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaTimeTravelSpec;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Map$;

/**
 * A Delta table at one version. To Delta it is a time-travel read, so nothing looks for newer
 * versions on the way; but the snapshot is the one given, where Delta's own resolution of a
 * time-travel version lists the whole log for every statement.
 */
final class PinnedTable extends DeltaTableV2 {
  private final Snapshot snapshot;
  private final String name;

  PinnedTable(SparkSession session, String name, String location, Snapshot snapshot) {
    super(
        session,
        new Path(location),
        Option.empty(),
        new Some<>(name),
        new Some<>(
            new DeltaTimeTravelSpec(
                Option.empty(), new Some<>(snapshot.version()), new Some<>("pin"), false)),
        Map$.MODULE$.empty());
    this.name = name;
    this.snapshot = snapshot;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Snapshot initialSnapshot() {
    return snapshot;
  }
}
