package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that are left to the engine, once it has said which tables they name. */
class EngineStatementsTest {
  @TempDir static Path folder;
  private static PlannerFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new PlannerFixture(folder);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static UnplannedStatement unplanned(String sql) {
    return (UnplannedStatement) fixture.planner.plan(sql, PlannerFixture.context(Map.of()));
  }

  private static EngineStatement resolved(String sql, TableReference... references) {
    StatementOutline outline = new StatementOutline(Optional.of("Command"), List.of(references));
    return (EngineStatement) fixture.planner.resolve(unplanned(sql), outline);
  }

  private static TableReference reference(Use use, String... parts) {
    return new TableReference(List.of(parts), use, 12, 18, Optional.empty());
  }

  @Test
  void pinsWhatIsReadAndWhatIsChanged() {
    EngineStatement statement =
        resolved(
            "INSERT INTO NATION SELECT * FROM region",
            reference(Use.CHANGE, "NATION"),
            reference(Use.READ, "tpch", "region"),
            reference(Use.READ, "nation"));
    assertThat(statement.pins())
        .extracting(pin -> pin.name().table())
        .containsExactly("nation", "region");
    assertThat(statement.pins()).extracting(TablePin::isTarget).containsExactly(true, false);
    assertThat(statement.changes()).isTrue();
    assertThat(statement.parameters()).isZero();
  }

  @Test
  void aNameThatIsNotThereIsRefusedAtItsPlace() {
    assertThatThrownBy(() -> resolved("DELETE FROM nations", reference(Use.CHANGE, "nations")))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND")
        .hasMessageContaining("Did you mean lake.tpch.nation?")
        .hasMessageContaining("(line 1, column 13)");
  }

  @Test
  void tablesToBeCreatedHaveNoPlaceUntilTheyAreBegun() {
    EngineStatement statement =
        resolved("CREATE TABLE fresh (a INT)", reference(Use.CREATE, "fresh"));
    assertThat(statement.pins()).isEmpty();
    try (NewTables tables = fixture.planner.begin(statement)) {
      assertThat(tables.targets()).singleElement().matches(TablePin::isTarget);
      assertThat(fixture.catalog.find(tables.targets().get(0).name())).isEmpty();
      assertThatThrownBy(() -> fixture.planner.begin(statement))
          .hasMessageContaining("TABLE_CREATION_IN_PROGRESS");
    }
    fixture.planner.begin(statement).close();
  }

  @Test
  void anExistingTableIsNotCreatedAgain() {
    assertThatThrownBy(
            () -> resolved("CREATE TABLE nation (a INT)", reference(Use.CREATE, "nation")))
        .hasMessageContaining("TABLE_OR_VIEW_ALREADY_EXISTS");
    for (Use use : List.of(Use.CREATE_IF_MISSING, Use.CREATE_OR_REPLACE, Use.REPLACE)) {
      assertThat(resolved("CREATE TABLE nation (a INT)", reference(use, "nation")).pins())
          .singleElement()
          .matches(TablePin::isTarget);
    }
  }

  @Test
  void deltasOwnCommandsLoseTheCatalogOfAName() {
    UnplannedStatement statement = unplanned("OPTIMIZE `Lake`.tpch.nation ZORDER BY (n_name)");
    assertThat(statement.text().text()).isEqualTo("OPTIMIZE        tpch.nation ZORDER BY (n_name)");
    assertThat(statement.catalog()).isEqualTo("Lake");
    assertThat(unplanned("TRUNCATE TABLE tpch.nation").text().text())
        .isEqualTo("DELETE FROM    tpch.nation");
  }

  @Test
  void whatCalciteDoesNotPlanIsExplainedWithItsReason() {
    UnplannedStatement statement = unplanned("EXPLAIN SELECT n_name FROM nation LATERAL VIEW x");
    PlannedCommand.Answer answer =
        (PlannedCommand.Answer)
            fixture.planner.resolve(
                statement,
                new StatementOutline(Optional.empty(), List.of(reference(Use.READ, "nation"))));
    assertThat(answer.rows().get(0).get(0).toString())
        .contains("lake.tpch.nation, version 0")
        .contains("spark: passed through. Calcite does not plan it: ")
        .contains("SELECT n_name FROM nation LATERAL VIEW x");
  }
}
