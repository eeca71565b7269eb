package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.plans.logical.AppendData;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.commands.DMLUtils;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An INSERT whose commit also says which files its rows are from, so that none is loaded twice: for
 * each file an action {@code txn} with its path. Delta keeps these through checkpoints, and refuses
 * the commit if another writer has committed the same one meanwhile.
 */
final class CopyInto implements TableCommand {
  private static final String IDENTIFIER = "penstock-copy:";

  private final DeltaLog log;
  private final LogicalPlan rows;
  private final CopySource source;

  private CopyInto(DeltaLog log, LogicalPlan rows, CopySource source) {
    this.log = log;
    this.rows = rows;
    this.source = source;
  }

  /**
   * The copying in an analysed statement, if it is one.
   *
   * @throws PenstockException UNSUPPORTED_FEATURE if the files would be read otherwise
   */
  static Optional<CopyInto> of(LogicalPlan analysed) {
    Optional<CopySource> source = CopySource.in(analysed);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    if (analysed instanceof AppendData append
        && append.table() instanceof DataSourceV2Relation relation
        && relation.table() instanceof DeltaTableV2 table) {
      return Optional.of(new CopyInto(table.deltaLog(), append.query(), source.get()));
    }
    throw new PenstockException(
        ErrorCode.UNSUPPORTED_FEATURE, FileArguments.COPY_SOURCE + " is for COPY INTO alone.");
  }

  /** What a table's log calls a file. */
  static String identifier(FileStatus file) {
    return IDENTIFIER + Path.getPathWithoutSchemeAndAuthority(file.getPath());
  }

  /** Loads and commits; commits nothing if there are no files. */
  @Override
  public void run(SparkSession session) {
    if (!source.files().isEmpty()) {
      log.withNewTransaction(
          Option.empty(),
          Option.empty(),
          transaction -> {
            load(session, transaction);
            return null;
          });
    }
  }

  private void load(SparkSession session, OptimisticTransaction transaction) {
    List<Action> actions = new ArrayList<>();
    Option<String> key = session.conf().getOption(EngineProtocol.KEY_SETTING);
    if (key.isDefined()) {
      // one that has it under another digest was refused before
      if (transaction.txnVersion(key.get()) >= 0) {
        return;
      }
      long digest = Long.parseLong(session.conf().get(EngineProtocol.KEY_DIGEST_SETTING));
      actions.add(transactionOf(key.get(), digest));
    }
    for (FileStatus file : source.files()) {
      String identifier = identifier(file);
      // also tells Delta to compare the identifier with those of later commits
      if (!source.isForced() && transaction.txnVersion(identifier) >= 0) {
        throw new PenstockException(
            ErrorCode.CONCURRENT_CHANGE,
            "Another statement has loaded a file meanwhile. Send the statement again.");
      }
      actions.add(transactionOf(identifier, file.getModificationTime()));
    }
    WriteIntoDelta write =
        new WriteIntoDelta(
            log,
            SaveMode.Append,
            new DeltaOptions(Map$.MODULE$.<String, String>empty(), session.sessionState().conf()),
            CollectionConverters.asScala(List.<String>of()).toSeq(),
            transaction.metadata().configuration(),
            Dataset$.MODULE$.ofRows(session, rows),
            Option.empty(),
            Option.empty(),
            false);
    DMLUtils.TaggedCommitData<Action> written =
        write.writeAndReturnCommitData(transaction, session, Option.empty(), false);
    actions.addAll(CollectionConverters.asJava(written.actions()));
    transaction.commit(
        CollectionConverters.asScala(actions).toSeq(),
        new DeltaOperations.Write(
            SaveMode.Append,
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty()),
        written.stringTags());
  }

  private static SetTransaction transactionOf(String application, long version) {
    return new SetTransaction(
        application, version, Option.apply((Object) System.currentTimeMillis()));
  }
}
