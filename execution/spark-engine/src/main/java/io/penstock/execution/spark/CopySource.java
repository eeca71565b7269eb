package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.DataSource$;
import org.apache.spark.sql.execution.datasources.FileStatusCache;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.InMemoryFileIndex;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files that a COPY INTO loads: those at its path that its table has not loaded before. The
 * table's log says which it has, by a transaction identifier for each file's path; {@link CopyInto}
 * commits them together with the rows.
 */
final class CopySource extends InMemoryFileIndex {
  private static final String FORCE = "copy_force";
  private static final String PATTERN = "copy_pattern";

  /** Names below the folder, a line each. */
  private static final String FILES = "copy_files";

  private static final int LISTING_THREADS = 8;

  private final List<FileStatus> files;
  private final boolean forced;

  private CopySource(
      SparkSession session, List<FileStatus> files, Map<String, String> options, boolean forced) {
    super(
        session,
        CollectionConverters.asScala(files.stream().map(FileStatus::getPath).toList()).toSeq(),
        immutable(options),
        Option.empty(),
        FileStatusCache.getOrCreate(session),
        Option.empty(),
        Option.empty());
    this.files = files;
    this.forced = forced;
  }

  /** A relation over the files that are to be loaded; it may have none. */
  static LogicalPlan read(SparkSession session, FileArguments arguments) {
    TablePin target =
        DataFiles.catalog(session)
            .flatMap(PinnedCatalog::onlyTarget)
            .orElseThrow(() -> unsupported("Only COPY INTO copies files."));
    String folder = DataFiles.pin(session, arguments).location();
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(arguments.options());
    boolean forced = Boolean.parseBoolean(options.remove(FORCE));
    List<String> below = new ArrayList<>();
    Optional.ofNullable(options.remove(FILES))
        .ifPresent(names -> names.lines().forEach(below::add));
    Optional.ofNullable(options.remove(PATTERN)).ifPresent(below::add);
    List<String> paths = paths(folder, below);
    List<FileStatus> all = list(session, paths, options);
    List<FileStatus> fresh = forced ? all : fresh(session, target, all);
    // the columns are those of the files to be loaded; if there are none, of all
    List<String> shown =
        (fresh.isEmpty() ? all : fresh).stream().map(f -> f.getPath().toString()).toList();
    options.put(DataSource.GLOB_PATHS_KEY(), "false");
    if (below.isEmpty()) {
      // the names of folders below it are values of partition columns
      options.put("basePath", folder);
    }
    HadoopFsRelation relation =
        DataFiles.relation(session, arguments.format(), shown, arguments.schema(), options);
    return DataFiles.logical(
        new HadoopFsRelation(
            new CopySource(session, fresh, options, forced),
            relation.partitionSchema(),
            relation.dataSchema(),
            relation.bucketSpec(),
            relation.fileFormat(),
            relation.options(),
            session));
  }

  private static List<String> paths(String folder, List<String> below) {
    for (String name : below) {
      if (name.startsWith("/") || name.contains("..") || name.contains(":")) {
        throw new PenstockException(
            ErrorCode.LOCATION_NOT_ALLOWED,
            "'" + name + "' is not a name below the source's folder.");
      }
    }
    return below.isEmpty()
        ? List.of(folder)
        : below.stream().map(name -> folder + "/" + name).toList();
  }

  /** The data files; PATH_NOT_FOUND if there is nothing at a path. */
  private static List<FileStatus> list(
      SparkSession session, List<String> paths, Map<String, String> options) {
    Seq<Path> roots =
        DataSource$.MODULE$.checkAndGlobPathIfNecessary(
            CollectionConverters.asScala(paths).toSeq(),
            session.sessionState().newHadoopConf(),
            true,
            true,
            LISTING_THREADS,
            true);
    InMemoryFileIndex index =
        new InMemoryFileIndex(
            session,
            roots,
            immutable(options),
            Option.empty(),
            FileStatusCache.getOrCreate(session),
            Option.empty(),
            Option.empty());
    return List.copyOf(CollectionConverters.asJava(index.allFiles()));
  }

  private static List<FileStatus> fresh(
      SparkSession session, TablePin target, List<FileStatus> files) {
    scala.collection.immutable.Map<String, Object> loaded =
        DeltaLog.forTable(session, new Path(target.location()))
            .update(false, Option.empty(), Option.empty())
            .transactions();
    return files.stream().filter(f -> !loaded.contains(CopyInto.identifier(f))).toList();
  }

  private static scala.collection.immutable.Map<String, String> immutable(
      Map<String, String> options) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(options));
  }

  /** The one in a plan, if there is one. */
  static Optional<CopySource> in(LogicalPlan plan) {
    Option<LogicalPlan> found = plan.find(node -> of(node) != null);
    return found.isDefined() ? Optional.ofNullable(of(found.get())) : Optional.empty();
  }

  private static @Nullable CopySource of(LogicalPlan node) {
    return node instanceof LogicalRelation logical
            && logical.relation() instanceof HadoopFsRelation relation
            && relation.location() instanceof CopySource source
        ? source
        : null;
  }

  /** The files to be loaded. */
  List<FileStatus> files() {
    return files;
  }

  /** Whether files are loaded again. */
  boolean isForced() {
    return forced;
  }

  private static PenstockException unsupported(String message) {
    return new PenstockException(ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}
