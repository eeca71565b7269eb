package io.penstock.benchmarks.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class StorageFailureTest {
  @Test
  void findsTheFullDiskUnderWhatLibrariesWrapAroundIt() {
    ToolException failure =
        find(
            new RuntimeException(
                new UncheckedIOException(new IOException("No space left on device"))));

    assertThat(failure.display()).isEqualTo("[DISK_FULL] Writing: the disk is full. Needs 1 MB.");
  }

  @Test
  void findsMissingPermission() {
    assertThat(find(new AccessDeniedException("/lake")).display())
        .isEqualTo("[STORAGE_ACCESS_DENIED] Writing: no permission (/lake: permission denied).");
    assertThat(find(new FileSystemException("/lake", null, "Read-only file system")).code())
        .isEqualTo(Code.STORAGE_ACCESS_DENIED);
  }

  @Test
  void namesOtherErrorsOfTheDisk() {
    assertThat(find(new IOException("Input/output error")).display())
        .isEqualTo("[STORAGE_UNAVAILABLE] Writing failed: Input/output error");
  }

  @Test
  void leavesAFaultOfTheProgramAlone() {
    assertThat(StorageFailure.find(new IllegalStateException("bug"), "Writing", "")).isEmpty();
  }

  private static ToolException find(Throwable thrown) {
    return StorageFailure.find(thrown, "Writing", "Needs 1 MB.").orElseThrow();
  }
}
