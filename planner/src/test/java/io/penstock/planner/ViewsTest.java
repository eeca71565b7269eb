package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogChange.CreateView;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.ViewDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    view("names", "select r_regionkey, r_name from region -- all", "tpch", "id", "name");
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
                + " (select r_regionkey, r_name from lake.tpch.region -- all\n"
                + ") AS _v(_c0, _c1)) n where name = 'x'");
    assertThat(query.rewritten()).isFalse();
    assertThat(query.tables()).hasSize(1);
    assertThat(query.pins().get(0).name()).isEqualTo(new TableName("lake", "tpch", "region"));
    assertThat(query.logicalPlan()).contains("LogicalTableScan(table=[[lake, tpch, region]])");
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
                text, "lake", schema, made, new Schema(fields), Optional.empty(), Map.of()),
            IfThere.FAIL));
  }
}
