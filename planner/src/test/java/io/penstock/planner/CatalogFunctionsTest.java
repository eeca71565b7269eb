package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import io.penstock.planner.EngineStatement.Called;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CREATE FUNCTION, and statements that call what it made. */
class CatalogFunctionsTest {
  @TempDir Path folder;
  private PlannerFixture fixture;

  @BeforeEach
  void open() {
    fixture = new PlannerFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private EngineStatement resolved(
      String sql, Optional<String> command, List<String> calls, TableReference... references) {
    UnplannedStatement statement =
        (UnplannedStatement) fixture.planner.plan(sql, PlannerFixture.context(Map.of()));
    return (EngineStatement)
        fixture.planner.resolve(
            statement, new StatementOutline(command, List.of(references), calls));
  }

  /** As an engine finds it right. */
  private void create(String sql, List<String> calls, TableReference... references) {
    EngineStatement statement = resolved(sql, Optional.of(NewFunction.COMMAND), calls, references);
    assertThat(statement.declares()).isTrue();
    fixture.planner.apply(statement.functions().created().orElseThrow());
  }

  private EngineStatement query(String sql, String... calls) {
    return resolved(sql, Optional.empty(), List.of(calls));
  }

  private static TableReference table(String sql, String name) {
    int start = sql.indexOf(name);
    return new TableReference(
        List.of(name), Use.READ, start, start + name.length(), Optional.empty());
  }

  @Test
  void aQueryBringsTheFunctionsThatItCallsAndTheTablesThatTheyRead() {
    String counts = "CREATE FUNCTION counts() RETURNS BIGINT RETURN SELECT count(*) FROM nation";
    create(counts, List.of(), table(counts, "nation"));
    create("CREATE FUNCTION Twice(x INT) RETURNS INT RETURN x * counts()", List.of("counts"));

    EngineStatement query = query("SELECT abs(twice(1))", "twice", "nowhere");

    assertThat(query.functions().called())
        .extracting(Called::name, Called::isNeeded)
        .containsExactly(tuple("counts", true), tuple("twice", false));
    assertThat(query.functions().called().get(0).text())
        .endsWith("RETURN SELECT count(*) FROM `lake`.`tpch`.`nation`");
    assertThat(query.pins()).extracting(pin -> pin.name().table()).containsExactly("nation");
  }

  @Test
  void aQualifiedNameBecomesAPlainOneInItsPlace() {
    create("CREATE FUNCTION f(x INT) RETURNS INT RETURN x", List.of());

    EngineStatement query = query("SELECT lake.tpch.f(1), `tpch`.`F` (2), other.f(3)", "f");

    assertThat(query.text()).isEqualTo("SELECT           f(1),        `F` (2), other.f(3)");
    assertThat(query.functions().called()).extracting(Called::isNeeded).containsExactly(true);
  }

  @Test
  void twoFunctionsOfOneNameInAStatementAreRefused() {
    create("CREATE FUNCTION f(x INT) RETURNS INT RETURN x", List.of());
    fixture.planner.apply(
        (PlannedCommand.ChangeCatalog)
            fixture.planner.plan("CREATE SCHEMA other", PlannerFixture.context(Map.of())));
    create("CREATE FUNCTION other.f(x INT) RETURNS INT RETURN -x", List.of());
    create("CREATE FUNCTION other.g(x INT) RETURNS INT RETURN -x", List.of());

    for (String sql :
        List.of(
            "SELECT tpch.f(1), other.f(1)",
            "SELECT f(1), other.f(1)",
            // whatever g is here, it is not the other one
            "SELECT g(1), other.g(1)")) {
      assertThatThrownBy(() -> query(sql, "f", "g"))
          .as(sql)
          .hasMessageContaining("two functions of one name");
    }
    assertThat(query("SELECT f(1), tpch.f(2)", "f").functions().called()).hasSize(1);
  }

  @Test
  void aFunctionThatIsThereIsKeptReplacedOrInTheWay() {
    create("CREATE FUNCTION f(x INT) RETURNS INT RETURN x", List.of());

    assertThatThrownBy(
            () -> create("CREATE FUNCTION tpch.f(x INT) RETURNS INT RETURN 1", List.of()))
        .hasMessageContaining("exists already");
    create("CREATE FUNCTION IF NOT EXISTS f(x INT) RETURNS INT RETURN 2", List.of());
    assertThat(query("SELECT f(1)", "f").functions().called().get(0).text()).endsWith("RETURN x");
    create("CREATE OR REPLACE FUNCTION tpch.f(x INT) RETURNS INT RETURN 3", List.of());
    assertThat(query("SELECT f(1)", "f").functions().called().get(0).text()).endsWith("RETURN 3");
    assertThatThrownBy(
            () ->
                create("CREATE OR REPLACE FUNCTION f(x INT) RETURNS INT RETURN f(1)", List.of("f")))
        .hasMessageContaining("calls itself");
  }

  @Test
  void functionsOutliveTheServer() {
    String text = "CREATE FUNCTION `it's`(x INT) RETURNS INT RETURN SELECT x FROM region";
    create(text, List.of(), table(text, "region"));
    fixture.close();
    fixture = new PlannerFixture(folder);

    assertThat(query("SELECT `it's`(1)", "it's").pins()).hasSize(1);
    fixture.planner.apply(
        (PlannedCommand.ChangeCatalog)
            fixture.planner.plan("DROP FUNCTION `it's`", PlannerFixture.context(Map.of())));
    assertThat(query("SELECT `it's`(1)", "it's").functions().called()).isEmpty();
  }

  @Test
  void aNameThatIsNotFoundInTheTextIsNotLeftToTheCallersSchema() {
    String text = "CREATE FUNCTION f() RETURNS INT RETURN SELECT 1 FROM nation -- FROM nation";
    int start = text.lastIndexOf("nation");
    TableReference inComment =
        new TableReference(
            List.of("nation"), Use.READ, start, start + "nation".length(), Optional.empty());

    assertThatThrownBy(() -> create(text, List.of(), inComment))
        .hasMessageContaining("A function cannot read nation");
  }
}
