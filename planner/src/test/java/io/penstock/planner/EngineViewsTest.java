package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import io.penstock.planner.PlannedCommand.ChangeCatalog;
import io.penstock.planner.PlannedCommand.CreateTemporaryView;
import io.penstock.planner.catalog.CatalogChange.CreateFunction;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.EngineText;
import io.penstock.planner.catalog.LakeCatalog;
import io.penstock.planner.catalog.TemporaryView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views over queries that Calcite does not plan; what an engine would say is given. */
class EngineViewsTest {
  private static final Field KEY = Field.nullable("k", new ArrowType.Int(64, true));
  private static final Field NAME = Field.nullable("name", ArrowType.Utf8.INSTANCE);

  @TempDir static Path folder;
  static PlannerFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new PlannerFixture(folder);
    fixture.catalog.apply(
        new CreateFunction(
            new CatalogFunction(
                new TableName("lake", "default", "own"),
                new EngineText("CREATE FUNCTION own () RETURN 1", List.of(), List.of())),
            IfThere.FAIL));
    create("create view default.v as select default.own() as k, r_name as name from region -- all");
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void aTextOverOneHasItsQueryWithFullNamesItsFunctionsAndItsTables() {
    EngineStatement statement = resolve("select * from default.v", "default.v", List.of());
    assertThat(statement.text())
        .isEqualTo(
            "select * from (SELECT CAST(`k` AS bigint) AS `k`, `name` AS `name` FROM"
                + " (select         own() as k, r_name as name from lake.tpch.region) AS _v)"
                + " AS `v`");
    assertThat(statement.pins()).extracting(pin -> pin.name().table()).containsExactly("region");
    assertThat(statement.functions().called())
        .containsExactly(
            new EngineStatement.Called("own", "CREATE FUNCTION own () RETURN 1", true));
  }

  @Test
  void theControlStoreKeepsThem() {
    TableName name = new TableName("lake", "default", "v");
    CatalogObject kept = fixture.catalog.require(name);
    try (LakeCatalog other = LakeCatalog.open(fixture.lake, folder.resolve("control.db"))) {
      assertThat(other.require(name)).isEqualTo(kept);
    }
  }

  @Test
  void aPlannedViewOverOneIsOneToo() {
    create("create view default.w (a, b) as select name, k from default.v");
    EngineStatement statement = resolve("select a from default.w", "default.w", List.of());
    assertThat(statement.text())
        .contains("(SELECT CAST(`k` AS bigint) AS `a`, `name` AS `b`")
        .contains("from lake.tpch.region");
    assertThat(statement.functions().called()).hasSize(1);
  }

  @Test
  void itCannotDependOnItselfNorOnTheSessionNorHaveUnnamedColumns() {
    assertThatThrownBy(
            () -> make("alter view default.v as select k, name from default.v", "default.v"))
        .hasMessageContaining("RECURSIVE_VIEW");
    Field unnamed =
        new Field(
            "own()",
            new FieldType(true, KEY.getType(), null, Map.of(EngineProtocol.GENERATED_NAME, "true")),
            null);
    CommandOnQuery bad = plan("create view bad as select default.own()");
    assertThatThrownBy(
            () -> fixture.planner.complete(bad, outline(bad, ""), new Schema(List.of(unnamed))))
        .hasMessageContaining("CREATE_PERMANENT_VIEW_WITHOUT_ALIAS");
    assertThatThrownBy(
            () ->
                fixture.planner.resolve(
                    bad, new StatementOutline(Optional.of("DropTable"), List.of(), List.of())))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("A query is expected");
  }

  @Test
  void aTemporaryOneNamesOthersOfItsSession() {
    TemporaryView first =
        ((CreateTemporaryView)
                make(
                    "create temporary view t as select own() as k, r_name as name from region",
                    "region"))
            .view();
    PlanningContext context = new PlanningContext("lake", "default", Map.of(), List.of(first));
    CommandOnQuery second =
        (CommandOnQuery)
            fixture.planner.plan(
                "create temporary view u as select own() as k, name from t", context);
    StatementOutline outline = outline(second, "t");
    assertThat(fixture.planner.resolve(second, outline).text()).contains("lake.tpch.region");
    CreateTemporaryView made =
        (CreateTemporaryView)
            fixture.planner.complete(second, outline, new Schema(List.of(KEY, NAME)));
    assertThat(made.view().uses()).containsExactly("t");
    CommandOnQuery lasting =
        (CommandOnQuery) fixture.planner.plan("create view u as select own() as k from t", context);
    assertThatThrownBy(() -> fixture.planner.resolve(lasting, outline(lasting, "t")))
        .hasMessageContaining("INVALID_TEMP_OBJ_REFERENCE");
  }

  private static void create(String sql) {
    String name = sql.contains("default.v as") ? "region" : "default.v";
    fixture.planner.apply((ChangeCatalog) make(sql, name));
  }

  private static PlannedCommand make(String sql, String relation) {
    CommandOnQuery command = plan(sql);
    StatementOutline outline = outline(command, relation);
    fixture.planner.resolve(command, outline);
    return fixture.planner.complete(command, outline, new Schema(List.of(KEY, NAME)));
  }

  private static CommandOnQuery plan(String sql) {
    return (CommandOnQuery) fixture.planner.plan(sql, PlannerFixture.context(Map.of()));
  }

  private static StatementOutline outline(CommandOnQuery command, String relation) {
    String text = command.query().text().text();
    return new StatementOutline(
        Optional.empty(),
        relation.isEmpty() ? List.of() : List.of(reference(text, relation)),
        text.contains("own()") ? List.of("own") : List.of());
  }

  private static TableReference reference(String text, String relation) {
    int start = text.lastIndexOf(relation);
    return new TableReference(
        List.of(relation.split("\\.")),
        Use.READ,
        start,
        start + relation.length(),
        Optional.empty());
  }

  private static EngineStatement resolve(String sql, String relation, List<String> functions) {
    PlannedStatement planned = fixture.planner.plan(sql, PlannerFixture.context(Map.of()));
    return (EngineStatement)
        fixture.planner.resolve(
            (UnplannedStatement) planned,
            new StatementOutline(Optional.empty(), List.of(reference(sql, relation)), functions));
  }
}
