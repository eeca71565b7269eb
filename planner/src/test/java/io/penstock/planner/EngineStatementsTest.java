package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import io.penstock.planner.lexer.SqlText;
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
    StatementOutline outline =
        new StatementOutline(Optional.of("Command"), List.of(references), List.of());
    return (EngineStatement) fixture.planner.resolve(unplanned(sql), outline);
  }

  private static TableReference reference(Use use, String... parts) {
    return new TableReference(List.of(parts), use, 12, 18, Optional.empty());
  }

  @Test
  void aCopyIsAnInsertFromATableFunction() {
    assertThat(
            unplanned(
                    "COPY INTO s.t FROM (SELECT a, (SELECT 1 FROM VALUES (1)) FROM '/x' AS f"
                        + " WHERE a > 1) FILEFORMAT = csv PATTERN = '*.csv'"
                        + " FORMAT_OPTIONS ('header' = 'true', 'sep' = '\\'')"
                        + " COPY_OPTIONS ('force' = true)")
                .text()
                .text())
        .isEqualTo(
            "INSERT INTO s.t BY NAME SELECT a, (SELECT 1 FROM VALUES (1)) FROM"
                + " copy_into_source('/x', `format` => 'csv', `copy_pattern` => '*.csv',"
                + " `header` => 'true', `sep` => '\\'', `copy_force` => 'true')"
                + " AS f WHERE a > 1");
    assertThat(
            unplanned("COPY INTO t BY POSITION FROM '/x' FILEFORMAT=JSON FILES=('a','b')").text())
        .hasToString(
            unplanned(
                    "INSERT INTO t SELECT * FROM copy_into_source('/x', `format` => 'json',"
                        + " `copy_files` => 'a\\nb')")
                .text()
                .toString());
    assertThatThrownBy(() -> unplanned("COPY INTO t FROM '/x'")).hasMessageContaining("FILEFORMAT");
    assertThatThrownBy(() -> unplanned("COPY INTO t FROM '/x' FILEFORMAT = CSV VALIDATE ALL"))
        .hasMessageContaining("VALIDATE is not supported");
  }

  @Test
  void aVersionBehindATablesNameIsTimeTravel() {
    assertThat(unplanned("SELECT * FROM nation@v0 AS n JOIN `region`@20240131093000123 r ON true"))
        .extracting(statement -> statement.text().text())
        .isEqualTo(
            "SELECT * FROM nation VERSION AS OF 0 AS n JOIN `region` TIMESTAMP AS OF"
                + " '2024-01-31 09:30:00.123' r ON true");
  }

  @Test
  void variablesAndFunctionsOfTheSessionAreTheEngines() {
    for (String sql :
        List.of(
            "DECLARE VARIABLE x INT DEFAULT 1",
            "SET VAR x = 2",
            "SET VARIABLE (x, y) = (SELECT 1, 2)",
            "DROP TEMPORARY VARIABLE x",
            "CREATE OR REPLACE TEMPORARY FUNCTION f(a INT) RETURNS INT RETURN a + 1")) {
      assertThat(unplanned(sql).text().text()).isEqualTo(sql);
    }
    assertThat(resolved("SET VAR x = 2").declares()).isFalse();
    StatementOutline outline =
        new StatementOutline(Optional.of("SetVariable"), List.of(), List.of());
    EngineStatement set =
        (EngineStatement) fixture.planner.resolve(unplanned("SET VAR x = 2"), outline);
    assertThat(set.declares()).isTrue();
    assertThat(set.changes()).isFalse();
  }

  @Test
  void namesOfALikeLoseTheirCatalog() {
    UnplannedStatement like = unplanned("CREATE TABLE IF NOT EXISTS lake.a.b LIKE Lake.c.d");
    assertThat(like.text().text().replaceAll(" +", " "))
        .isEqualTo("CREATE TABLE IF NOT EXISTS a.b LIKE c.d");
    assertThat(like.catalog()).isEqualTo("lake");
    assertThatThrownBy(() -> unplanned("CREATE TABLE lake.a.b LIKE d"))
        .hasMessageContaining("two tables of one catalog");
  }

  private static EngineStatement script(TableReference... references) {
    StatementOutline outline =
        new StatementOutline(Optional.of("CompoundBody"), List.of(references), List.of());
    return (EngineStatement)
        fixture.planner.resolve(unplanned("BEGIN SELECT 1; SELECT 2; END;"), outline);
  }

  @Test
  void aScriptMayReadAndChangeWhatItCreates() {
    EngineStatement script =
        script(
            reference(Use.READ, "nation"),
            reference(Use.READ, "Fresh"),
            reference(Use.CREATE, "tpch", "fresh"),
            reference(Use.CHANGE, "fresh"),
            reference(Use.CREATE_IF_MISSING, "FRESH"),
            reference(Use.CREATE, "region"),
            reference(Use.CHANGE, "nation"));
    assertThat(script.isScript()).isTrue();
    assertThat(script.changesRows()).isFalse();
    assertThat(script.creations()).extracting(c -> c.name().table()).containsExactly("fresh");
    assertThat(script.pins()).allMatch(TablePin::isTarget);
    assertThat(script.pins())
        .extracting(pin -> pin.name().table())
        .containsExactlyInAnyOrder("nation", "region");
    assertThatThrownBy(() -> script(reference(Use.READ, "nations")))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    TableReference elsewhere =
        new TableReference(List.of("fresh"), Use.CREATE, 1, 2, Optional.of("x"));
    assertThatThrownBy(() -> script(reference(Use.CREATE, "fresh"), elsewhere))
        .hasMessageContaining("in two places");
    assertThat(script(reference(Use.READ, "nation")).changes()).isFalse();
  }

  @Test
  void aScriptMaySaySetVar() {
    assertThat(unplanned("BEGIN SET VAR x = 1; set variable (x, `y`) = (SELECT 1, 2); END").text())
        .extracting(SqlText::text)
        .isEqualTo("BEGIN SET     x = 1; set          (x, `y`) = (SELECT 1, 2); END");
    String others = "BEGIN UPDATE t SET var = 1; UPDATE t SET variable.a = 2; SET VAR = 3; END";
    assertThat(unplanned(others).text().text()).isEqualTo(others);
  }

  @Test
  void aScriptCannotBeExplained() {
    assertThatThrownBy(() -> unplanned("EXPLAIN BEGIN SELECT 1; SELECT 2; END"))
        .hasMessageContaining("A script cannot be explained");
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
                new StatementOutline(
                    Optional.empty(), List.of(reference(Use.READ, "nation")), List.of()));
    assertThat(answer.rows().get(0).get(0).toString())
        .contains("lake.tpch.nation, version 0")
        .contains("spark: passed through. Calcite does not plan it: ")
        .contains("SELECT n_name FROM nation LATERAL VIEW x");
  }
}
