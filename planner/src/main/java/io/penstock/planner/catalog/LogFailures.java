package io.penstock.planner.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a table whose log could not be read, in terms of the table. */
final class LogFailures {
  private static final String CATALOG_MANAGED = "catalogManaged";

  private final TableName table;
  private final Path folder;

  LogFailures(TableName table, Path folder) {
    this.table = table;
    this.folder = folder;
  }

  /** The failure that a client is told of. */
  PenstockException explain(Exception cause) {
    if (cause instanceof PenstockException known) {
      return known;
    }
    Optional<PenstockException> unsupported = unsupported(cause);
    if (unsupported.isPresent()) {
      return unsupported.get();
    }
    if (!Files.exists(folder)) {
      return new PenstockException(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
          "Table " + table + " no longer exists: its folder was removed.",
          cause);
    }
    Optional<String> damage = damage(cause);
    if (damage.isPresent()) {
      return damaged(damage.get(), cause);
    }
    boolean io =
        StorageFailures.find(cause, IOException.class).isPresent()
            || StorageFailures.find(cause, UncheckedIOException.class).isPresent();
    boolean json = StorageFailures.find(cause, JsonProcessingException.class).isPresent();
    if (io && !json && !StorageFailures.isMissingFile(cause)) {
      return StorageFailures.unavailable("reading the Delta log of table " + table, cause);
    }
    return damaged("its content is not that of a Delta log", cause);
  }

  private Optional<PenstockException> unsupported(Exception cause) {
    Optional<String> what =
        StorageFailures.find(cause, UnsupportedTableFeatureException.class)
            .map(
                e ->
                    "the table feature "
                        + String.join(", ", new TreeSet<>(e.getUnsupportedFeatures())))
            .or(
                () ->
                    StorageFailures.find(cause, UnsupportedProtocolVersionException.class)
                        .map(e -> "Delta reader protocol version " + e.getVersion()))
            .or(
                () ->
                    StorageFailures.find(cause, DeltaTypes.UnsupportedColumnType.class)
                        .map(Throwable::getMessage))
            .or(
                () ->
                    // Kernel wants to be told what the catalog has, and says so in these words
                    // only.
                    StorageFailures.find(cause, IllegalArgumentException.class)
                        .filter(e -> String.valueOf(e.getMessage()).contains(CATALOG_MANAGED))
                        .map(e -> "the table feature " + CATALOG_MANAGED));
    return what.map(w -> unsupported(table, w, cause));
  }

  /**
   * UNSUPPORTED_TABLE_FEATURE.
   *
   * @param what the table uses
   */
  static PenstockException unsupported(TableName table, String what, @Nullable Exception cause) {
    return new PenstockException(
        ErrorCode.UNSUPPORTED_TABLE_FEATURE,
        "Table " + table + " cannot be read: it uses " + what + ", which is not supported.",
        cause);
  }

  private Optional<String> damage(Exception cause) {
    try {
      return new LogInspection(folder).damage();
    } catch (IOException | UncheckedIOException e) {
      cause.addSuppressed(e);
      if (StorageFailures.find(cause, TableNotFoundException.class).isPresent()) {
        throw StorageFailures.unavailable("reading the Delta log of table " + table, e);
      }
      return Optional.empty();
    }
  }

  private PenstockException damaged(String what, Exception cause) {
    return new PenstockException(
        ErrorCode.TABLE_LOG_DAMAGED,
        "The Delta log of table "
            + table
            + " is damaged: "
            + what
            + ". Restore the log from a backup, or drop the table and write it again.",
        cause);
  }
}
