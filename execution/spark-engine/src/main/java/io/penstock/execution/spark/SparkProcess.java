package io.penstock.execution.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.spark.sql.classic.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The one Spark context of the process, with the engine's configuration, and its scratch folder.
 * Closing it stops Spark and removes the folder if it was a temporary one.
 */
final class SparkProcess implements AutoCloseable {
  private static final String LOCAL = "local";

  private final SparkSession root;
  private final Path scratch;
  private final boolean temporary;
  private final FileChannel lock;

  private SparkProcess(SparkSession root, Path scratch, boolean temporary, FileChannel lock) {
    this.root = root;
    this.scratch = scratch;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * Starts Spark; takes seconds, and waits for the end of another engine with the same scratch
   * folder: one whose parent was killed may be about to commit, and what is done after this would
   * not expect that.
   */
  static SparkProcess start(EngineOptions options) throws IOException {
    boolean temporary = options.scratch().isEmpty();
    Path scratch =
        temporary
            ? Files.createTempDirectory("penstock-spark-")
            : Files.createDirectories(options.scratch().orElseThrow());
    FileChannel lock =
        FileChannel.open(
            scratch.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    deleteTree(scratch.resolve(LOCAL));
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[" + options.cores() + "]")
            .appName("penstock-spark-engine");
    configureProcess(builder, scratch);
    configureSql(builder, options.cores());
    return new SparkProcess(builder.getOrCreate(), scratch, temporary, lock);
  }

  private static void configureProcess(SparkSession.Builder builder, Path scratch) {
    builder
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", scratch.resolve(LOCAL).toString())
        .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
        .config("spark.scheduler.mode", "FAIR")
        // a statement that exhausts stack or heap fails; the process serves the others
        .config("spark.executor.killOnFatalError.depth", "0")
        // Spark takes 64 MiB of a 2 GiB heap for each hash table, however small, and those of
        // broadcasts stay until a collection finds them unused
        .config("spark.buffer.pageSize", "4m")
        .config("spark.ui.retainedJobs", "200")
        .config("spark.ui.retainedStages", "400")
        .config("spark.ui.retainedTasks", "5000")
        .config("spark.sql.ui.retainedExecutions", "20")
        // nobody sees the plans that Spark prints for its own page
        .config("spark.sql.ui.explainMode", "simple")
        .config("spark.sql.maxPlanStringLength", "2000");
  }

  private static void configureSql(SparkSession.Builder builder, int cores) {
    builder
        .config(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension," + DataFileExtension.class.getName())
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.sources.default", "delta")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.runSQLOnFiles", "false")
        .config("spark.sql.shuffle.partitions", Integer.toString(8 * cores))
        // one task per folder that is listed; Spark's 10,000 are for clusters
        .config(
            "spark.sql.sources.parallelPartitionDiscovery.parallelism", Integer.toString(8 * cores))
        .config("spark.sql.codegen.cache.maxEntries", "2000")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        // Delta looks for its own catalog as spark_catalog; ours returns its tables
        .config("spark.databricks.delta.requiredSparkConfsCheck.enabled", "false");
  }

  SparkSession root() {
    return root;
  }

  /** A folder for files that may go when the process ends. */
  Path scratch() {
    return scratch;
  }

  @Override
  public void close() throws IOException {
    root.stop();
    removeFiles();
    lock.close();
  }

  /** Removes what Spark keeps in the scratch folder, and the folder if it was a temporary one. */
  void removeFiles() throws IOException {
    deleteTree(temporary ? scratch : scratch.resolve(LOCAL));
  }

  /** Removes a folder with all that is in it. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
