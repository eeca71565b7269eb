package io.penstock.benchmarks.lake;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.utils.CloseableIterator;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A Delta table of the lake, as its log says. Every method reads the log anew.
 *
 * @param benchmark whose table it is
 * @param folder the table's root
 */
public record LakeTable(Benchmark benchmark, Path folder) {
  static final String LOG_FOLDER = "_delta_log";

  /** Kernel's engine over plain local files: no checksum files beside them. */
  static Engine engine() {
    Configuration conf = new Configuration(false);
    conf.set("fs.defaultFS", "file:///");
    conf.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    conf.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
    conf.set("parquet.compression", "SNAPPY");
    conf.set("parquet.block.size", Integer.toString(32 << 20));
    // one part of the generator is one file
    conf.set(
        "delta.kernel.default.parquet.writer.targetMaxFileSize", Long.toString(Long.MAX_VALUE));
    return DefaultEngine.create(conf);
  }

  /** Whether a commit was ever made here; without one there is no table. */
  public boolean exists() {
    Path log = folder.resolve(LOG_FOLDER);
    if (!Files.isDirectory(log)) {
      return false;
    }
    try (Stream<Path> files = Files.list(log)) {
      return files.anyMatch(f -> f.getFileName().toString().matches("\\d{20}\\.(json|.*parquet)"));
    } catch (IOException e) {
      throw StorageFailure.find(e, "reading " + log, "").orElseThrow();
    }
  }

  /** The scale that the generator noted in the table; empty if it did not make the table. */
  public Optional<BigDecimal> scale() {
    String text = snapshot(engine()).getTableProperties().get(benchmark.scaleProperty());
    return Optional.ofNullable(text).map(BigDecimal::new);
  }

  /** The data files of the newest version, as local paths in the log's order. */
  public List<Path> activeFiles() {
    Engine engine = engine();
    Scan scan = snapshot(engine).getScanBuilder().build();
    List<Path> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            files.add(dataFile(rows.next()));
          }
        }
      }
    } catch (IOException e) {
      throw StorageFailure.find(e, "reading the log of " + folder, "").orElseThrow();
    }
    return files;
  }

  private Path dataFile(Row scanFile) {
    if (InternalScanFileUtils.getDeletionVectorDescriptorFromRow(scanFile) != null) {
      throw new ToolException(
          Code.LAKE_NOT_USABLE,
          folder
              + " has deletion vectors, so its files do not hold its rows. Generate the table anew"
              + " with --replace.");
    }
    String path = InternalScanFileUtils.getAddFileStatus(scanFile).getPath();
    return Path.of(new org.apache.hadoop.fs.Path(path).toUri().getPath());
  }

  private Snapshot snapshot(Engine engine) {
    if (!exists()) {
      throw new ToolException(
          Code.TABLE_OR_VIEW_NOT_FOUND,
          "There is no Delta table in "
              + folder
              + ". Make the lake with: generate "
              + benchmark.schema());
    }
    try {
      return TableManager.loadSnapshot(folder.toString()).build(engine);
    } catch (KernelException e) {
      throw new ToolException(
          Code.LAKE_NOT_USABLE,
          "The Delta log of " + folder + " cannot be read: " + e.getMessage(),
          e);
    }
  }
}
