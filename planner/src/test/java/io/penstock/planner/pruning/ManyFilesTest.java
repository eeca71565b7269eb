package io.penstock.planner.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.planner.CalcitePlanner;
import io.penstock.planner.DeltaLogs;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlanningContext;
import io.penstock.planner.catalog.LakeCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of 10,000 files; prints how long planning takes. */
class ManyFilesTest {
  private static final String SQL =
      "SELECT sum(v) FROM s.many WHERE day = DATE '2024-03-01' AND id BETWEEN 605000 AND 605999";

  @TempDir Path folder;

  @Test
  void readsOnlyWhatItMust() throws Exception {
    Path lake = Files.createDirectories(folder.resolve("lake"));
    create(lake.resolve("s/many"));
    PlanningContext context = new PlanningContext("lake", "s", Map.of());
    try (LakeCatalog catalog = LakeCatalog.open(lake, folder.resolve("control.db"));
        CalcitePlanner planner = new CalcitePlanner(catalog)) {
      for (int round = 0; round < 10; round++) {
        long start = System.nanoTime();
        PlannedQuery query = (PlannedQuery) planner.plan(SQL, context);
        System.out.printf(
            "planning over 10,000 files, round %d: %.1f ms%n",
            round, (System.nanoTime() - start) / 1e6);
        assertThat(query.tables().get(0).allFiles()).isEqualTo(10_000);
        assertThat(query.tables().get(0).files()).isEqualTo(10);
        assertThat(query.tables().get(0).bytes()).isEqualTo(10_000);
        assertThat(query.tables().get(0).rows()).hasValue(1_000);
      }
      PlannedCommand.Answer explained =
          (PlannedCommand.Answer) planner.plan("EXPLAIN " + SQL, context);
      assertThat(explained.rows().toString()).contains("10 of 10,000 files");
    }
  }

  private static void create(Path table) {
    List<String> actions = new ArrayList<>();
    actions.add(DeltaLogs.protocol(1, 2));
    actions.add(
        DeltaLogs.metadata(
            List.of(
                DeltaLogs.fieldOf("id bigint"),
                DeltaLogs.fieldOf("v double"),
                DeltaLogs.fieldOf("name string"),
                DeltaLogs.fieldOf("day date")),
            "{}",
            "[\"day\"]"));
    for (int file = 0; file < 10_000; file++) {
      int first = file * 100;
      actions.add(
          PruningLake.file(
                  "day=x/part-%05d-2c1f7bd5-5b7e-4a53-a5a9-3f1f9a3a1f6e.c000.snappy.parquet"
                      .formatted(file),
                  ("{\"numRecords\":100,\"minValues\":{\"id\":%d,\"v\":0.5,\"name\":\"customer %d\"},"
                          + "\"maxValues\":{\"id\":%d,\"v\":99.5,\"name\":\"customer %d\"},"
                          + "\"nullCount\":{\"id\":0,\"v\":3,\"name\":0}}")
                      .formatted(first, first, first + 99, first + 99),
                  "{\"day\":\"" + LocalDate.of(2024, 1, 1).plusDays(file / 100) + "\"}")
              .replace("\"size\":10,", "\"size\":1000,"));
    }
    DeltaLogs.commit(table, 0, actions);
  }
}
