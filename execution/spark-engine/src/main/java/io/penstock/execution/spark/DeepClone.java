package io.penstock.execution.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaConfigs$;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DomainMetadataUtils$;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.commands.CloneTableCommand;
import org.apache.spark.sql.delta.commands.CreateDeltaTableCommand;
import org.apache.spark.sql.delta.util.DeltaFileOperations$;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * CREATE TABLE ... DEEP CLONE: a table with the columns, properties and features of another, and
 * copies of its files in its own folder. What is read is the source's pinned version; one commit
 * makes the table.
 */
final class DeepClone implements TableCommand {
  /** The property of the statement, which is none of the table's, that asks for copies. */
  private static final String PROPERTY = "penstock.clone";

  private final CloneTableCommand clone;

  private DeepClone(CloneTableCommand clone) {
    this.clone = clone;
  }

  /** The deep clone in an analysed statement, if it is one. */
  static Optional<DeepClone> of(LogicalPlan analysed) {
    return analysed instanceof CreateDeltaTableCommand create
            && create.query().isDefined()
            && create.query().get() instanceof CloneTableCommand clone
            && clone.tablePropertyOverrides().contains(PROPERTY)
        ? Optional.of(new DeepClone(clone))
        : Optional.empty();
  }

  @Override
  public void run(SparkSession session) {
    DeltaLog log = DeltaLog.forTable(session, clone.targetPath());
    if (log.tableExists()) {
      // its name was free when the statement came, or IF NOT EXISTS is written
      return;
    }
    log.withNewTransaction(
        Option.empty(),
        Option.empty(),
        transaction -> {
          copy(session, transaction);
          return null;
        });
  }

  private void copy(SparkSession session, OptimisticTransaction transaction) {
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
            configuration(metadata),
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
  private scala.collection.immutable.Map<String, String> configuration(Metadata metadata) {
    Map<String, String> all = new HashMap<>(CollectionConverters.asJava(metadata.configuration()));
    all.putAll(
        CollectionConverters.asJava(
            DeltaConfigs$.MODULE$.validateConfigurations(
                clone.tablePropertyOverrides().removed(PROPERTY))));
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
        Path from = vector.absolutePath(source);
        UUID id = vectors.get(from);
        if (id == null) {
          id = UUID.randomUUID();
          copy(from, new Path(folder, "deletion_vector_" + id + ".bin"));
          vectors.put(from, id);
        }
        vector = vector.copyWithNewRelativePath(id, "");
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

    private void copy(Path from, Path to) throws IOException {
      FileSystem source = from.getFileSystem(configuration);
      FileSystem target = to.getFileSystem(configuration);
      FileUtil.copy(source, from, target, to, false, false, configuration);
    }
  }
}
