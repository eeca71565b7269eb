package io.penstock.benchmarks.lake;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names what went wrong on the disk. The libraries wrap the operating system's error in exceptions
 * of their own, so the whole chain of causes is read, by type and by the system's text.
 */
final class StorageFailure {
  private static final List<String> FULL =
      List.of("no space left on device", "disk quota exceeded", "file too large");
  private static final List<String> DENIED =
      List.of("permission denied", "read-only file system", "operation not permitted");

  private StorageFailure() {}

  /**
   * The failure to show, if the disk is at the root of it.
   *
   * @param attempt what was attempted, such as "writing the lake DIR"
   * @param needed what to say of the room that it takes
   */
  static Optional<ToolException> find(Throwable thrown, String attempt, String needed) {
    Optional<ToolException> found = Optional.empty();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ToolException known) {
        return Optional.of(known);
      }
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (FULL.stream().anyMatch(text::contains)) {
        return Optional.of(
            new ToolException(Code.DISK_FULL, attempt + ": the disk is full. " + needed, thrown));
      }
      if (cause instanceof AccessDeniedException || DENIED.stream().anyMatch(text::contains)) {
        return Optional.of(
            new ToolException(
                Code.STORAGE_ACCESS_DENIED,
                attempt + ": no permission (" + reason(cause) + ").",
                thrown));
      }
      if (cause instanceof IOException) {
        found =
            Optional.of(
                new ToolException(
                    Code.STORAGE_UNAVAILABLE, attempt + " failed: " + reason(cause), thrown));
      }
    }
    return found;
  }

  private static String reason(Throwable cause) {
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (cause instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    return String.valueOf(cause.getMessage());
  }
}
