package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.TimeTravel;
import org.apache.spark.sql.catalyst.plans.logical.CloneTableStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaConfigs$;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaTimeTravelSpec;
import org.apache.spark.sql.delta.DomainMetadataUtils$;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.commands.CloneDeltaSource;
import org.apache.spark.sql.delta.commands.CloneTableCommand;
import org.apache.spark.sql.delta.util.DeltaFileOperations$;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * CREATE TABLE ... CLONE: a table with the columns, properties and features of another, and with
 * its files, or, if the clone is deep, with copies of them in its own folder. What is read is the
 * source's pinned version; one commit makes the table. (Delta, in a catalog that is not Spark's
 * own, commits an empty table first, and while it analyses the statement.)
 */
final class CloneTable implements TableCommand {
  /** The property of the statement, which is none of the table's, that asks for copies. */
  private static final String PROPERTY = "penstock.clone";

  private final CloneTableStatement statement;
  private final TablePin target;
  private final TablePin source;

  private CloneTable(CloneTableStatement statement, TablePin target, TablePin source) {
    this.statement = statement;
    this.target = target;
    this.source = source;
  }

  /**
   * @param pins the new table, and the one that is cloned
   * @throws PenstockException UNSUPPORTED_FEATURE for a source that is no Delta table
   */
  static CloneTable of(CloneTableStatement statement, List<TablePin> pins) {
    TablePin target = pins.stream().filter(TablePin::isTarget).findFirst().orElseThrow();
    TablePin source =
        pins.stream()
            .filter(pin -> !pin.isTarget() && !pin.isFiles())
            .findFirst()
            .orElseThrow(
                () ->
                    new PenstockException(
                        ErrorCode.UNSUPPORTED_FEATURE, "Only Delta tables can be cloned."));
    return new CloneTable(statement, target, source);
  }

  @Override
  public void run(SparkSession session) {
    Path folder = new Path(target.location());
    DeltaLog log = DeltaLog.forTable(session, folder);
    if (log.tableExists()) {
      if (statement.ifNotExists()) {
        return;
      }
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "There is a table "
              + target.name().toSql()
              + " or in its location, and a clone replaces"
              + " none. Drop it, or choose another name.");
    }
    DeltaTableV2 cloned =
        new DeltaTableV2(
            session,
            new Path(source.location()),
            Option.empty(),
            new Some<>(source.name().toSql()),
            new Some<>(version()),
            Map$.MODULE$.empty());
    CloneTableCommand clone =
        new CloneTableCommand(
            new CloneDeltaSource(cloned),
            new TableIdentifier(target.name().table()),
            statement.tablePropertyOverrides().removed(PROPERTY),
            folder);
    boolean deep = statement.tablePropertyOverrides().contains(PROPERTY);
    log.withNewTransaction(
        Option.empty(),
        Option.empty(),
        transaction -> {
          if (deep) {
            copy(clone, session, transaction);
          } else {
            clone.handleClone(session, transaction, log, Option.empty());
          }
          return null;
        });
  }

  private DeltaTimeTravelSpec version() {
    LogicalPlan plan = statement.source();
    while (plan instanceof SubqueryAlias alias) {
      plan = alias.child();
    }
    if (!(plan instanceof TimeTravel travel)) {
      return new DeltaTimeTravelSpec(
          Option.empty(), new Some<>((Object) source.version()), Option.empty(), false);
    }
    if (travel.version().isDefined() && (Long) travel.version().get() > source.version()) {
      throw new PenstockException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "The table has no version "
              + travel.version().get()
              + "; its newest is "
              + source.version()
              + ". DESCRIBE HISTORY lists them.");
    }
    return new DeltaTimeTravelSpec(
        travel.timestamp(), travel.version(), travel.creationSource(), false);
  }

  private static void copy(
      CloneTableCommand clone, SparkSession session, OptimisticTransaction transaction) {
    Snapshot source = clone.sourceTable().snapshot().get();
    Metadata metadata = source.metadata();
    transaction.updateMetadata(
        metadata.copy(
            UUID.randomUUID().toString(),
            metadata.name(),
            metadata.description(),
            metadata.format(),
            metadata.schemaString(),
            metadata.partitionColumns(),
            configuration(metadata, clone),
            Option.apply((Object) System.currentTimeMillis())),
        true);
    // what the properties of the new table need may be more than the source has
    transaction.updateProtocol(
        source
            .protocol()
            .merge(CollectionConverters.asScala(List.of(transaction.protocol())).toSeq()));
    List<Action> actions = new ArrayList<>();
    FileCopies copies =
        new FileCopies(
            source.dataPath(), clone.targetPath(), session.sessionState().newHadoopConf());
    try {
      for (AddFile file : source.allFiles().collectAsList()) {
        actions.add(copies.copy(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    actions.addAll(
        CollectionConverters.asJava(
            DomainMetadataUtils$.MODULE$.handleDomainMetadataForCloneTable(
                source, transaction.snapshot())));
    transaction.commit(
        CollectionConverters.asScala(actions).toSeq(),
        new DeltaOperations.Clone(clone.sourceTable().name(), source.version()),
        Map$.MODULE$.empty());
  }

  /** The source's properties and those of the statement, which win. */
  private static scala.collection.immutable.Map<String, String> configuration(
      Metadata metadata, CloneTableCommand clone) {
    Map<String, String> all = new HashMap<>(CollectionConverters.asJava(metadata.configuration()));
    all.putAll(
        CollectionConverters.asJava(
            DeltaConfigs$.MODULE$.validateConfigurations(clone.tablePropertyOverrides())));
    return Map$.MODULE$.from(CollectionConverters.asScala(all));
  }

  /** Copies files into a table's folder; a deletion vector's file, which may hold many, once. */
  private static final class FileCopies {
    private final Path source;
    private final Path folder;
    private final Configuration configuration;
    private final Map<Path, UUID> vectors = new HashMap<>();
    private int count;

    FileCopies(Path source, Path folder, Configuration configuration) {
      this.source = source;
      this.folder = folder;
      this.configuration = configuration;
    }

    AddFile copy(AddFile file) throws IOException {
      String name = String.format("part-%05d-%s.parquet", count++, UUID.randomUUID());
      copy(
          DeltaFileOperations$.MODULE$.absolutePath(source.toString(), file.path()),
          new Path(folder, name));
      DeletionVectorDescriptor vector = file.deletionVector();
      if (vector != null && vector.isOnDisk()) {
        vector = copy(vector);
      }
      return file.copy(
          name,
          file.partitionValues(),
          file.size(),
          file.modificationTime(),
          file.dataChange(),
          file.stats(),
          file.tags(),
          vector,
          Option.empty(),
          Option.empty(),
          file.clusteringProvider(),
          Option.empty(),
          Option.empty());
    }

    /** One that is named by its table keeps its name; one that has a whole path gets a name. */
    private DeletionVectorDescriptor copy(DeletionVectorDescriptor vector) throws IOException {
      Path from = vector.absolutePath(source);
      boolean named = !vector.isAbsolute();
      UUID id = vectors.get(from);
      if (id == null) {
        id = UUID.randomUUID();
        Path to =
            named
                ? vector.absolutePath(folder)
                : new Path(folder, "deletion_vector_" + id + ".bin");
        copy(from, to);
        vectors.put(from, id);
      }
      return named ? vector : vector.copyWithNewRelativePath(id, "");
    }

    private void copy(Path from, Path to) throws IOException {
      FileSystem source = from.getFileSystem(configuration);
      FileSystem target = to.getFileSystem(configuration);
      FileUtil.copy(source, from, target, to, false, false, configuration);
    }
  }
}
