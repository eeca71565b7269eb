package io.penstock.planner.pruning;

import java.util.List;
import org.apache.calcite.rex.RexNode;

/**
 * What a query's scans of one table let pass: a row that satisfies, for one of the scans, all of
 * its conditions. Immutable.
 */
public final class ScanFilter {
  /** That which lets every row pass. */
  public static final ScanFilter EVERYTHING = new ScanFilter(List.of(), List.of());

  private final List<String> fields;
  private final List<List<RexNode>> scans;

  /**
   * @param fields the table's columns in order, to which the conditions refer by position
   * @param scans the conditions of each scan
   */
  ScanFilter(List<String> fields, List<List<RexNode>> scans) {
    this.fields = List.copyOf(fields);
    this.scans = scans.stream().map(List::copyOf).toList();
  }

  /** Whether some scan has no condition. */
  boolean isEverything() {
    return scans.isEmpty() || scans.stream().anyMatch(List::isEmpty);
  }

  FilePredicate on(FileIndex index) {
    FilterCompiler compiler = new FilterCompiler(index, fields);
    return FilePredicate.or(
        scans.stream()
            .map(
                conditions ->
                    FilePredicate.and(conditions.stream().map(compiler::compile).toList()))
            .toList());
  }
}
