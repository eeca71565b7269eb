package io.penstock.planner;

import io.penstock.planner.catalog.LakeCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpchPlanTest {
  @TempDir static Path folder;
  static LakeCatalog catalog;
  static CalcitePlanner planner;

  @BeforeAll
  static void open() throws Exception {
    Files.createDirectories(folder.resolve("lake"));
    TpchLake.create(folder.resolve("lake"));
    catalog = LakeCatalog.open(folder.resolve("lake"), folder.resolve("control.db"));
    planner = new CalcitePlanner(catalog);
  }

  @AfterAll
  static void close() {
    catalog.close();
  }

  @Test
  void selectOne() {
    PlannedQuery q =
        (PlannedQuery) planner.plan("SELECT 1", new PlanningContext("lake", "tpch", Map.of()));
    System.out.println(q);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void tpch(int number) throws Exception {
    String sql;
    try (var in = getClass().getResourceAsStream("/tpch/q%02d.sql".formatted(number))) {
      sql = new String(in.readAllBytes());
    }
    PlannedQuery q =
        (PlannedQuery) planner.plan(sql, new PlanningContext("lake", "tpch", Map.of()));
    System.out.println(number + " " + q.schema() + "\n" + q.logicalPlan());
  }
}
