package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import io.penstock.planner.catalog.CatalogChange.CreateView;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.ViewDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {
  @TempDir static Path folder;
  static PlannerFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new PlannerFixture(folder);
    view("names", "select r_regionkey, r_name from region -- all \\", "tpch", "id", "name");
    view("two", "select name, id from names where id > 1", "default", "name", "id");
    DeltaLogs.create(fixture.lake.resolve("changing"), List.of("a bigint", "b string"));
    view("every", "select * from changing", "default", "a", "b");
    view("loop", "select id from lake.default.loop2", "default", "id");
    view("loop2", "select id from loop", "default", "id");
    view("lost", "select id from gone", "default", "id");
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void aViewIsReplacedByItsQuery() {
    PlannedQuery query = fixture.query("select n.id from default.names n where name = 'x'");
    assertThat(query.engineText())
        .isEqualTo(
            "select n.id from (SELECT _c0 AS `id`, _c1 AS `name` FROM"
                + " (select r_regionkey, r_name from lake.tpch.region)"
                + " AS _v(_c0, _c1)) n where name = 'x'");
    assertThat(query.rewritten()).isFalse();
    assertThat(query.tables()).hasSize(1);
    assertThat(query.pins().get(0).name()).isEqualTo(new TableName("lake", "tpch", "region"));
    assertThat(query.logicalPlan()).contains("LogicalTableScan(table=[[lake, tpch, region]])");
  }

  @Test
  void viewsOfViewsAreReplacedAllTheWay() {
    assertThat(fixture.query("select * from default.two").engineText())
        .isEqualTo(
            "select * from (SELECT _c0 AS `name`, _c1 AS `id` FROM (select name, id from (SELECT"
                + " _c0 AS `id`, _c1 AS `name` FROM (select r_regionkey, r_name from"
                + " lake.tpch.region) AS _v(_c0, _c1)) AS `names` where id > 1)"
                + " AS _v(_c0, _c1)) AS `two`");
  }

  @Test
  void allElseOfTheTextStaysAsItIs() {
    String names =
        "(SELECT _c0 AS `id`, _c1 AS `name` FROM (select r_regionkey, r_name from"
            + " lake.tpch.region) AS _v(_c0, _c1))";
    assertThat(text("select names.id /* c */ from default.names where names.id = 1"))
        .isEqualTo("select names.id /* c */ from " + names + " AS `names` where names.id = 1");
    assertThat(text("select a.id from default.names as a join default.names `b` on a.id = b.id"))
        .isEqualTo("select a.id from " + names + " as a join " + names + " `b` on a.id = b.id");
    assertThat(text("with names as (select 1 as id) select id from names, region"))
        .isEqualTo("with names as (select 1 as id) select id from names, region");
    assertThat(text("select 1 from region where exists (select 1 from default.names n)"))
        .isEqualTo("select 1 from region where exists (select 1 from " + names + " n)");
  }

  @Test
  void aPlannedTextHoldsTheViewsPlan() {
    PlannedQuery query = fixture.planned("select id from default.names where name = 'x'");
    assertThat(query.rewritten()).isTrue();
    assertThat(query.engineText()).contains("region").doesNotContain("names");
  }

  @Test
  void aViewKeepsItsColumnsWhenItsTableChanges() {
    DeltaLogs.create(fixture.lake.resolve("wide"), List.of("a bigint", "b string"));
    run("create view v as select * from default.wide");
    DeltaLogs.commit(
        fixture.lake.resolve("wide"),
        1,
        List.of(DeltaLogs.metadata(List.of("c double", "b string", "a int"))));
    PlannedQuery query = fixture.query("select * from v");
    assertThat(query.engineText())
        .isEqualTo(
            "select * from (SELECT CAST(_c2 AS bigint) AS `a`, _c1 AS `b` FROM (select * from"
                + " lake.default.wide) AS _v(_c0, _c1, _c2)) AS `v`");
    assertThat(query.columns().stream().map(c -> c.field().getName())).containsExactly("a", "b");
    DeltaLogs.commit(
        fixture.lake.resolve("wide"), 2, List.of(DeltaLogs.metadata(List.of("b string"))));
    Failure failure = resolveFailure("select * from v", "v");
    assertThat(failure.condition()).isEqualTo("INCOMPATIBLE_VIEW_SCHEMA_CHANGE");
    assertThat(failure.sqlState()).isEqualTo("51024");
    assertThat(failure.message()).contains("lake.tpch.v").contains("column a");
  }

  @Test
  void aViewThatLostItsTableNamesItself() {
    Failure failure = fixture.failure("select * from default.lost");
    assertThat(failure.condition()).isEqualTo("TABLE_OR_VIEW_NOT_FOUND");
    assertThat(failure.message())
        .startsWith("View lake.default.lost cannot be read: Table lake.default.gone not found.");
  }

  @Test
  void aCycleIsRefused() {
    Failure failure = resolveFailure("select * from default.loop", "default", "loop");
    assertThat(failure.condition()).isEqualTo("RECURSIVE_VIEW");
    assertThat(failure.sqlState()).isEqualTo("42K0H");
    assertThat(failure.message())
        .contains("lake.default.loop -> lake.default.loop2 -> lake.default.loop");
  }

  @Test
  void manyViewsInsideOfOneAnotherAreRefused() {
    run("create view d0 as select 1 as a");
    run("create view d1 as " + tenTimes("d0"));
    run("create view d2 as " + tenTimes("d1"));
    Failure failure = fixture.failure("create view d3 as " + tenTimes("d2"));
    assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_TOO_COMPLEX);
    assertThat(failure.message()).contains("names views more than 1000 times");
  }

  @Test
  void textsThatCalciteDoesNotPlanAreExpandedToo() {
    String sql = "FROM names |> TABLESAMPLE (5 ROWS)";
    EngineStatement statement =
        resolve(
            sql,
            new TableReference(List.of("default", "names"), Use.READ, 5, 10, Optional.empty()));
    assertThat(statement.text())
        .isEqualTo(
            "FROM (SELECT _c0 AS `id`, _c1 AS `name` FROM (select r_regionkey, r_name from"
                + " lake.tpch.region) AS _v(_c0, _c1)) AS `names` |> TABLESAMPLE (5 ROWS)");
    assertThat(statement.pins()).hasSize(1);
    assertThat(refusedText("select * from names VERSION AS OF 1", 14, 19, Use.READ).condition())
        .isEqualTo("UNSUPPORTED_FEATURE.TIME_TRAVEL");
    assertThat(refusedText("insert into names values (1)", 12, 17, Use.CHANGE).condition())
        .isEqualTo("EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE");
    assertThat(
            resolve(
                    "select * from names TABLESAMPLE (5 ROWS) where id = 1",
                    new TableReference(
                        List.of("default", "names"), Use.READ, 14, 19, Optional.empty()))
                .text())
        .endsWith(") TABLESAMPLE (5 ROWS) AS `names` where id = 1");
  }

  private static String tenTimes(String view) {
    return IntStream.range(1, 10)
        .mapToObj(i -> ", " + view + " v" + i)
        .collect(Collectors.joining("", "select v.a from " + view + " v", ""));
  }

  private static Failure refusedText(String sql, int start, int end, Use use) {
    PenstockException e =
        catchThrowableOfType(
            PenstockException.class,
            () ->
                resolve(
                    sql,
                    new TableReference(
                        List.of("default", "names"), use, start, end, Optional.empty())));
    return e.failure();
  }

  /** What a text fails with that Calcite leaves to Spark; each of its views has these parts. */
  private static Failure resolveFailure(String sql, String... parts) {
    String name = String.join(".", parts);
    int start = sql.indexOf(name);
    PenstockException e =
        catchThrowableOfType(
            PenstockException.class,
            () ->
                resolve(
                    sql,
                    new TableReference(
                        List.of(parts), Use.READ, start, start + name.length(), Optional.empty())));
    return e.failure();
  }

  private static EngineStatement resolve(String sql, TableReference... references) {
    PlannedStatement planned = fixture.planner.plan(sql, PlannerFixture.context(Map.of()));
    return (EngineStatement)
        fixture.planner.resolve(
            (UnplannedStatement) planned,
            new StatementOutline(Optional.empty(), List.of(references), List.of()));
  }

  private static String text(String sql) {
    return fixture.query(sql).engineText();
  }

  private static void run(String sql) {
    fixture.planner.apply((PlannedCommand.ChangeCatalog) fixture.command(sql));
  }

  private static void view(String name, String text, String schema, String... columns) {
    List<Field> fields =
        List.of(columns).stream()
            .map(
                c ->
                    Field.nullable(
                        c,
                        c.equals("name") || c.equals("b")
                            ? ArrowType.Utf8.INSTANCE
                            : new ArrowType.Int(64, true)))
            .toList();
    List<String> made = name.equals("names") ? List.of("r_regionkey", "r_name") : List.of(columns);
    fixture.catalog.apply(
        new CreateView(
            new TableName("lake", "default", name),
            new ViewDefinition(
                text,
                "lake",
                schema,
                made,
                new Schema(fields),
                Optional.empty(),
                Map.of(),
                Optional.empty()),
            IfThere.FAIL));
  }
}
