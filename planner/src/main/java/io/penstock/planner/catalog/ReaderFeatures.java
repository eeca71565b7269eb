package io.penstock.planner.catalog;

import io.delta.kernel.Snapshot;
import io.delta.kernel.internal.SnapshotImpl;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table features that readers have to know and that Penstock's do, by the names of Delta's
 * protocol. Kernel knows more of them than may be read here: a table that a catalog manages
 * (catalogManaged) has its newest commits in that catalog and not in its log, and the engines read
 * no geometries.
 */
final class ReaderFeatures {
  private static final Set<String> KNOWN =
      Set.of(
          "columnMapping",
          "deletionVectors",
          "timestampNtz",
          "typeWidening",
          "typeWidening-preview",
          "v2Checkpoint",
          "vacuumProtocolCheck",
          "variantShredding",
          "variantShredding-preview",
          "variantType",
          "variantType-preview");

  private ReaderFeatures() {}

  /**
   * @throws PenstockException UNSUPPORTED_TABLE_FEATURE that names the others
   */
  static void check(TableName table, Snapshot snapshot) {
    Set<String> others = new TreeSet<>(((SnapshotImpl) snapshot).getProtocol().getReaderFeatures());
    others.removeAll(KNOWN);
    if (!others.isEmpty()) {
      throw LogFailures.unsupported(table, "the table feature " + String.join(", ", others), null);
    }
  }
}
