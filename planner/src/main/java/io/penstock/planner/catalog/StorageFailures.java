package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What a fault of the storage means to a client; messages never hold a path. */
final class StorageFailures {
  private StorageFailures() {}

  /**
   * @param attempt what was tried, as "listing the lake folder"
   */
  static PenstockException unavailable(String attempt, Throwable cause) {
    if (find(cause, AccessDeniedException.class).isPresent()) {
      return new PenstockException(
          ErrorCode.STORAGE_ACCESS_DENIED,
          "No permission for "
              + attempt
              + ". Give the server's user the right to read it (and to list its folders).",
          cause);
    }
    return new PenstockException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Storage failed while " + attempt + " (" + kind(cause) + ").",
        cause);
  }

  /** The first cause of a type. */
  static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 50; depth++) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  static boolean isMissingFile(Throwable failure) {
    return find(failure, NoSuchFileException.class).isPresent()
        || find(failure, FileNotFoundException.class).isPresent();
  }

  private static String kind(Throwable cause) {
    Throwable root = find(cause, IOException.class).map(Throwable.class::cast).orElse(cause);
    return root.getClass().getSimpleName();
  }
}
