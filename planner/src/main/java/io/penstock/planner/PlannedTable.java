package io.penstock.planner;

import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.pruning.DataFile;
import io.penstock.planner.pruning.FileIndex;
import io.penstock.planner.pruning.ScanFilter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table that a query reads.
 *
 * @param allFiles data files that it has
 * @param files those of them that have to be read
 * @param bytes their size on storage
 * @param rows rows in them, if every file's statistics say so
 */
public record PlannedTable(TablePin pin, long allFiles, long files, long bytes, OptionalLong rows) {
  /**
   * @param listed whether the engine is better off with a list of the files than with the log
   */
  static PlannedTable of(TableSnapshot table, ScanFilter filter, boolean listed) {
    FileTotals all = table.totals();
    Optional<FileIndex> index = table.files();
    if (index.isEmpty()) {
      return new PlannedTable(table.pin(), all.files(), all.files(), all.bytes(), all.rows());
    }
    List<DataFile> matching = index.get().matching(filter);
    FileTotals read = FileTotals.of(matching);
    TablePin pin =
        (listed ? table.reading(matching) : Optional.<TableFiles>empty())
            .map(table.pin()::reading)
            .orElse(table.pin());
    return new PlannedTable(pin, all.files(), read.files(), read.bytes(), read.rows());
  }
}
