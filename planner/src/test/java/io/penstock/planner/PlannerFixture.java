package io.penstock.planner;

import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.catalog.LakeCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A planner over a lake with TPC-H's tables and some of its own. */
final class PlannerFixture implements AutoCloseable {
  final Path lake;
  final LakeCatalog catalog;
  final CalcitePlanner planner;

  PlannerFixture(Path folder) {
    lake = folder.resolve("lake");
    try {
      Files.createDirectories(lake);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TpchLake.create(lake);
    catalog = LakeCatalog.open(lake, folder.resolve("control.db"));
    planner = new CalcitePlanner(catalog);
  }

  PlannedQuery query(String sql) {
    return (PlannedQuery) planner.plan(sql, context(Map.of()));
  }

  PlannedQuery planned(String sql) {
    return (PlannedQuery)
        planner.plan(sql, context(Map.of(PlanningContext.ENGINE_TEXT, "planned")));
  }

  PlannedCommand command(String sql) {
    return (PlannedCommand) planner.plan(sql, context(Map.of()));
  }

  PlannedCommand.Answer answer(String sql) {
    return (PlannedCommand.Answer) command(sql);
  }

  Failure failure(String sql) {
    return failure(sql, Map.of());
  }

  /** Why a statement is refused, or not planned and so left to the engine. */
  Failure failure(String sql, Map<String, String> settings) {
    try {
      PlannedStatement planned = planner.plan(sql, context(settings));
      if (planned instanceof CommandOnQuery command) {
        planned = command.query();
      }
      if (planned instanceof UnplannedStatement unplanned && unplanned.reason().isPresent()) {
        return unplanned.reason().get();
      }
    } catch (PenstockException e) {
      return e.failure();
    }
    throw new AssertionError("no failure: " + sql);
  }

  static PlanningContext context(Map<String, String> settings) {
    return new PlanningContext("lake", "tpch", settings);
  }

  static String tpch(int number) {
    String name = "/tpch/q%02d.sql".formatted(number);
    try (InputStream in = PlannerFixture.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    planner.close();
    catalog.close();
  }
}
