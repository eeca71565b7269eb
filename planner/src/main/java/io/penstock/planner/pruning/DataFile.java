package io.penstock.planner.pruning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A data file, as an {@code add} action of the log describes it.
 *
 * @param path as in the log: relative to the table or absolute, URL-encoded
 * @param partitionValues by physical column name
 * @param size in bytes
 * @param modificationTime milliseconds since 1970
 * @param stats JSON, if there are any
 * @param rows that are not deleted, if the statistics say how many there were
 */
public record DataFile(
    String path,
    Map<String, @Nullable String> partitionValues,
    long size,
    long modificationTime,
    Optional<String> stats,
    Optional<DeletionVector> deletionVector,
    OptionalLong rows) {

  public DataFile {
    partitionValues = Collections.unmodifiableMap(new LinkedHashMap<>(partitionValues));
  }

  /**
   * Which rows of a file are deleted; the members are those of the protocol's descriptor.
   *
   * @param cardinality how many
   */
  public record DeletionVector(
      String storageType,
      String pathOrInlineDv,
      Optional<Integer> offset,
      int sizeInBytes,
      long cardinality) {}

  /** A file whose rows are counted from its statistics. */
  public static DataFile of(
      String path,
      Map<String, @Nullable String> partitionValues,
      long size,
      long modificationTime,
      Optional<String> stats,
      Optional<DeletionVector> deletionVector) {
    OptionalLong records =
        stats.isPresent() ? FileStatistics.records(stats.get()) : OptionalLong.empty();
    long deleted = deletionVector.map(DeletionVector::cardinality).orElse(0L);
    OptionalLong rows =
        records.isPresent() ? OptionalLong.of(records.getAsLong() - deleted) : records;
    return new DataFile(path, partitionValues, size, modificationTime, stats, deletionVector, rows);
  }

  /** An estimate of what it takes in memory, in bytes; what is derived from it later included. */
  public long weight() {
    return 400 + 3L * (path.length() + stats.map(String::length).orElse(0));
  }
}
