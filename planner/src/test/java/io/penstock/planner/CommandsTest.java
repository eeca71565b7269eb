package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.TextPosition;
import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.PlannedCommand.ResetSetting;
import io.penstock.planner.PlannedCommand.SetSetting;
import io.penstock.planner.PlannedCommand.ShowSettings;
import io.penstock.planner.PlannedCommand.UseSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  @TempDir static Path folder;
  static PlannerFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new PlannerFixture(folder);
    DeltaLogs.commit(
        fixture.lake.resolve("parted"),
        0,
        List.of(
            DeltaLogs.protocol(1, 2),
            DeltaLogs.metadata(
                List.of(
                    DeltaLogs.field("id", "\"long\"", false, "{\"comment\":\"the key\"}"),
                    DeltaLogs.field("day", "\"date\"", true, "{}")),
                "{\"delta.appendOnly\":\"true\"}",
                "[\"day\"]"),
            DeltaLogs.add("a.parquet", 2_048, 3)));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void usesSchemasAndCatalogs() {
    assertThat(fixture.command("USE TPCH")).isEqualTo(new UseSchema("lake", "tpch"));
    assertThat(fixture.command("use lake.`Tpch`;")).isEqualTo(new UseSchema("lake", "tpch"));
    assertThat(fixture.command("use schema default")).isEqualTo(new UseSchema("lake", "default"));
    assertThat(fixture.command("use LAKE")).isEqualTo(new UseSchema("lake", "default"));
    assertThat(fixture.command("use catalog lake")).isEqualTo(new UseSchema("lake", "default"));
    assertThat(fixture.failure("use tpcc").code()).isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
    assertThat(fixture.failure("use catalog sea").code()).isEqualTo(ErrorCode.CATALOG_NOT_FOUND);
    assertThat(fixture.failure("use  tpcc").position()).contains(new TextPosition(1, 6));
  }

  @Test
  void readsSettings() {
    assertThat(fixture.command("SET a.b-c = 'x y' ;")).isEqualTo(new SetSetting("a.b-c", "x y"));
    assertThat(fixture.command("set k=v w  ")).isEqualTo(new SetSetting("k", "v w"));
    assertThat(fixture.command("set `k k` = 1")).isEqualTo(new SetSetting("k k", "1"));
    assertThat(fixture.command("set time zone 'Europe/Berlin'"))
        .isEqualTo(new SetSetting("spark.sql.session.timeZone", "Europe/Berlin"));
    assertThat(fixture.command("set time zone local"))
        .isEqualTo(new ResetSetting(Optional.of("spark.sql.session.timeZone")));
    assertThat(fixture.command("set")).isEqualTo(new ShowSettings(Optional.empty()));
    assertThat(fixture.command("set a.b")).isEqualTo(new ShowSettings(Optional.of("a.b")));
    assertThat(fixture.command("reset")).isEqualTo(new ResetSetting(Optional.empty()));
    assertThat(fixture.command("reset a.b")).isEqualTo(new ResetSetting(Optional.of("a.b")));
    assertThat(fixture.failure("set a b").code()).isEqualTo(ErrorCode.PARSE_SYNTAX_ERROR);
  }

  @Test
  void showsNames() {
    assertThat(fixture.answer("show catalogs").rows()).isEqualTo(List.of(List.of("lake")));
    Answer schemas = fixture.answer("SHOW DATABASES");
    assertThat(names(schemas)).containsExactly("namespace");
    assertThat(schemas.rows()).isEqualTo(List.of(List.of("default"), List.of("tpch")));
    assertThat(fixture.answer("show schemas in lake like 'T*|x'").rows())
        .isEqualTo(List.of(List.of("tpch")));
    Answer tables = fixture.answer("show tables like 'part*'");
    assertThat(names(tables)).containsExactly("namespace", "tableName", "isTemporary");
    assertThat(tables.rows())
        .isEqualTo(List.of(List.of("tpch", "part", false), List.of("tpch", "partsupp", false)));
    assertThat(fixture.answer("show tables from lake.default").rows())
        .isEqualTo(List.of(List.of("default", "parted", false)));
    assertThat(fixture.failure("show tables in nowhere").code())
        .isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
    assertThat(fixture.answer("show columns in region").rows())
        .isEqualTo(List.of(List.of("r_regionkey"), List.of("r_name"), List.of("r_comment")));
    assertThat(fixture.answer("show columns in region in lake.tpch").rows()).hasSize(3);
  }

  @Test
  void describesTables() {
    Answer answer = fixture.answer("describe table default.parted");
    assertThat(names(answer)).containsExactly("col_name", "data_type", "comment");
    assertThat(answer.rows())
        .containsExactly(
            List.of("id", "bigint", "the key"),
            Arrays.asList("day", "date", null),
            List.of("# Partition Information", "", ""),
            List.of("# col_name", "data_type", "comment"),
            Arrays.asList("day", "date", null));
    assertThat(fixture.answer("desc extended default.parted").rows())
        .contains(
            List.of("# Detailed Table Information", "", ""),
            List.of("Type", "EXTERNAL", ""),
            List.of("Provider", "delta", ""),
            List.of("Version", "0", ""),
            List.of("Files", "1", ""),
            List.of("Statistics", "2048 bytes, 3 rows", ""),
            List.of("Table Properties", "[delta.appendOnly=true]", ""));
    assertThat(fixture.failure("describe tpch.regio").code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
  }

  @Test
  void explainsQueries() {
    Answer answer = fixture.answer("EXPLAIN\nselect r_name from region where r_name = 'x';");
    assertThat(names(answer)).containsExactly("plan");
    assertThat(answer.rows()).hasSize(1);
    assertThat(String.valueOf(answer.rows().get(0).get(0)))
        .isEqualTo(
            """
            == Logical plan ==
            LogicalProject(r_name=[$1])
              LogicalFilter(condition=[=($1, 'x')])
                LogicalTableScan(table=[[lake, tpch, region]])

            == Tables ==
            lake.tpch.region, version 0: 2 files, 1.4 MiB, 10,000 rows

            == Lane ==
            spark: Spark SQL runs every query.

            == Text for the engine ==
            select r_name from region where r_name = 'x'
            """);
    UnplannedStatement unplanned =
        (UnplannedStatement)
            fixture.planner.plan("explain\nselect x", PlannerFixture.context(Map.of()));
    assertThat(unplanned.explained()).isTrue();
    assertThat(unplanned.reason().orElseThrow().position()).contains(new TextPosition(2, 8));
    assertThat(fixture.failure("explain drop table x").code())
        .isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
  }

  private static List<String> names(Answer answer) {
    return answer.schema().getFields().stream().map(Field::getName).toList();
  }
}
