package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.planner.catalog.LakeCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  @TempDir Path folder;

  @Test
  void warmsUpOverAnEmptyLake() throws Exception {
    Files.createDirectory(folder.resolve("lake"));
    try (LakeCatalog catalog =
            LakeCatalog.open(folder.resolve("lake"), folder.resolve("data/control.db"));
        CalcitePlanner planner = new CalcitePlanner(catalog)) {
      planner.warmUp();
      assertThat(catalog.schemas("lake")).containsExactly("default");
    }
  }

  @Test
  void warmsUpThoughTheFirstTableIsDamaged() throws Exception {
    Files.createDirectory(folder.resolve("lake"));
    DeltaLogs.commit(folder.resolve("lake/a"), 0, java.util.List.of("{garbage"));
    try (LakeCatalog catalog =
            LakeCatalog.open(folder.resolve("lake"), folder.resolve("control.db"));
        CalcitePlanner planner = new CalcitePlanner(catalog)) {
      planner.warmUp();
      assertThat(catalog.tables("lake", "default")).hasSize(1);
    }
  }
}
