package io.penstock.planner;

import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.pruning.ScanFilter;
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
  static PlannedTable of(TableSnapshot table, ScanFilter filter) {
    FileTotals all = table.totals();
    FileTotals read = table.files().map(i -> FileTotals.of(i.matching(filter))).orElse(all);
    return new PlannedTable(table.pin(), all.files(), read.files(), read.bytes(), read.rows());
  }
}
