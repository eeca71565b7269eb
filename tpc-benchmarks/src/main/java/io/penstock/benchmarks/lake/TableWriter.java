package io.penstock.benchmarks.lake;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.penstock.benchmarks.lake.RowBatches.BatchListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Writes one table as the first version of a Delta table: its files in any order and on any
 * threads, then the one commit that makes it a table.
 *
 * @param <R> the generator's rows
 */
final class TableWriter<R> {
  private static final String ENGINE_INFO = "penstock-tpc-benchmarks";

  private final TableLayout<R> layout;
  private final TableFolder folder;
  private final Engine engine;
  private final Transaction transaction;
  private final Row state;
  private final DataWriteContext context;

  /** Opens the folder and the transaction; nothing can be seen of the table yet. */
  TableWriter(TableLayout<R> layout, TableFolder folder, GenerationRequest request)
      throws IOException {
    folder.open();
    this.layout = layout;
    this.folder = folder;
    this.engine = LakeTable.engine();
    this.transaction =
        TableManager.buildCreateTableTransaction(
                folder.path().toString(), layout.schema(), ENGINE_INFO)
            .withTableProperties(
                Map.of(request.benchmark().scaleProperty(), request.scale().toPlainString()))
            .build(engine);
    this.state = transaction.getTransactionState(engine);
    this.context = Transaction.getWriteContext(engine, state, Map.of());
  }

  String name() {
    return layout.name();
  }

  int parts() {
    return layout.files();
  }

  /** Generates and writes one part (from 1); thread-safe. A part without rows writes no file. */
  List<DataFileStatus> writePart(int part, BatchListener listener) throws IOException {
    CloseableIterator<FilteredColumnarBatch> rows =
        Transaction.transformLogicalData(
            engine, state, new RowBatches<>(layout, part, listener), Map.of());
    List<DataFileStatus> files = new ArrayList<>();
    try (CloseableIterator<DataFileStatus> written =
        engine
            .getParquetHandler()
            .writeParquetFiles(folder.path().toString(), rows, context.getStatisticsColumns())) {
      while (written.hasNext()) {
        files.add(relative(written.next()));
      }
    }
    return files;
  }

  /**
   * The file by its name alone, so that the lake can be moved. (Kernel's own target folder and
   * relative paths are wrong when the lake's path has blanks: it escapes them twice.)
   */
  private static DataFileStatus relative(DataFileStatus file) {
    return new DataFileStatus(
        new Path(file.getPath()).getName(),
        file.getSize(),
        file.getModificationTime(),
        file.getStatistics());
  }

  /** Makes the files a table. */
  void commit(List<DataFileStatus> files) throws IOException {
    CloseableIterator<Row> actions =
        Transaction.generateAppendActions(engine, state, closeable(files.iterator()), context);
    transaction.commit(engine, CloseableIterable.inMemoryIterable(actions));
    folder.seal();
  }

  private static <T> CloseableIterator<T> closeable(Iterator<T> items) {
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public T next() {
        return items.next();
      }

      @Override
      public void close() {}
    };
  }
}
