package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.PlannedCommand.ChangeCatalog;
import io.penstock.planner.PlannedCommand.CreateTemporaryView;
import io.penstock.planner.PlannedCommand.DropTemporaryView;
import io.penstock.planner.PlannedCommand.RenameTemporaryView;
import io.penstock.planner.catalog.TemporaryView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameCommandsTest {
  @TempDir Path folder;
  private PlannerFixture fixture;
  private final List<TemporaryView> temporary = new ArrayList<>();

  @BeforeEach
  void open() {
    fixture = new PlannerFixture(folder);
    DeltaLogs.commit(
        fixture.lake.resolve("parted"),
        0,
        List.of(
            DeltaLogs.protocol(1, 2),
            DeltaLogs.metadata(
                List.of(
                    DeltaLogs.field("id", "\"long\"", false, "{\"comment\":\"it's the key\"}"),
                    DeltaLogs.field("day", "\"date\"", true, "{}")),
                "{\"delta.appendOnly\":\"true\"}",
                "[\"day\"]"),
            DeltaLogs.add("a.parquet", 2_048, 3)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void makesChangesAndDropsSchemas() {
    run("CREATE SCHEMA IF NOT EXISTS Sales COMMENT 'all of it' WITH DBPROPERTIES (a = 'b', c.d=1)");
    assertThat(rows("describe schema extended SALES"))
        .startsWith(
            List.of("Catalog Name", "lake"),
            List.of("Namespace Name", "Sales"),
            List.of("Comment", "all of it"))
        .endsWith(List.of("Properties", "((a,b), (c.d,1))"));
    run("alter database lake.sales set dbproperties ('x' = 'y')");
    run("alter schema sales unset dbproperties (a, `c`.d)");
    run("comment on schema sales is NULL");
    assertThat(rows("desc database extended sales"))
        .contains(List.of("Comment", ""), List.of("Properties", "((x,y))"));
    assertThat(rows("show schemas like 's*'")).containsExactly(List.of("Sales"));
    refused("create schema sales", "SCHEMA_ALREADY_EXISTS", "42P06", 1, 15);
    run("create schema if not exists sales");
    run("drop schema sales restrict");
    refused("drop schema sales", "SCHEMA_NOT_FOUND", "42704", 1, 13);
    run("drop schema if exists sales cascade");
    refused("drop schema tpch", "SCHEMA_NOT_EMPTY", "2BP01", 1, 13);
    refused("drop database default cascade", "UNSUPPORTED_FEATURE", "0A000", 1, 15);
    refused("create schema `a/b`", "INVALID_SCHEMA_OR_RELATION_NAME", "42602", 1, 15);
    refused("create schema x location '/x'", "UNSUPPORTED_FEATURE", "0A000", 1, 17);
    refused("create schema x y", "PARSE_SYNTAX_ERROR", "42601", 1, 17);
    refused("describe schema nope", "SCHEMA_NOT_FOUND", "42704", 1, 17);
  }

  @Test
  void makesAndDropsCatalogs() {
    run("create catalog second comment 'more'");
    assertThat(rows("show catalogs")).containsExactly(List.of("lake"), List.of("second"));
    assertThat(rows("describe catalog second"))
        .containsExactly(List.of("Catalog Name", "second"), List.of("Comment", "more"));
    run("comment on catalog second is 'less'");
    assertThat(rows("describe catalog extended second")).contains(List.of("Comment", "less"));
    run("alter catalog second set dbproperties ('a' = 'b', 'c' = 'd')");
    run("alter catalog second set dbproperties ('a' = 'e')");
    run("alter catalog second unset properties (c)");
    assertThat(rows("describe catalog extended second")).contains(List.of("Properties", "((a,e))"));
    refused("alter catalog nope set dbproperties ('a' = 'b')", "CATALOG_NOT_FOUND", "42P08", 1, 15);
    refused("alter catalog second owner to x", "UNSUPPORTED_FEATURE", "0A000", 1, 22);
    run("create schema second.s");
    refused("drop catalog second", "CATALOG_NOT_EMPTY", "2BP01", 1, 14);
    refused("create catalog SECOND", "CATALOG_ALREADY_EXISTS", "42710", 1, 16);
    run("drop catalog second cascade");
    refused("drop catalog second", "CATALOG_NOT_FOUND", "42P08", 1, 14);
    run("drop catalog if exists second");
  }

  @Test
  void dropsUndropsAndRenamesTables() {
    run("drop table tpch.region");
    refused("select * from region", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 1, 15);
    refused("drop table\n  region", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 2, 3);
    run("drop table if exists region purge");
    List<List<@Nullable Object>> dropped = rows("show tables dropped in lake.tpch");
    assertThat(dropped).hasSize(1);
    assertThat(dropped.get(0).subList(0, 3)).isEqualTo(List.of("lake", "tpch", "region"));
    run("undrop table region");
    assertThat(fixture.query("select * from region").columns()).hasSize(3);
    refused("undrop table region", "TABLE_OR_VIEW_ALREADY_EXISTS", "42P07", 1, 14);
    run("drop table region");
    run("undrop table with id '" + rows("show tables dropped").get(0).get(3) + "'");
    run("alter table region rename to Regions");
    assertThat(rows("show tables like 'reg*'")).containsExactly(List.of("tpch", "Regions", false));
    refused("alter table regions rename to nation", "TABLE_OR_VIEW_ALREADY_EXISTS", "42P07", 1, 13);
    refused("drop view nation", "WRONG_COMMAND_FOR_OBJECT_TYPE", "42809", 1, 11);
    refused("undrop table never", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 1, 14);
    refused("undrop region", "PARSE_SYNTAX_ERROR", "42601", 1, 8);
  }

  @Test
  void makesChangesAndDropsViews() {
    run(
        "create view default.v (k comment 'key', n) comment 'of nations' tblproperties ('p' = 'q')"
            + " as select n_nationkey, n_name from nation -- all\n;");
    assertThat(rows("describe default.v"))
        .containsExactly(List.of("k", "bigint", "key"), row("n", "string", null));
    assertThat(rows("describe extended default.v"))
        .contains(
            List.of("Type", "VIEW", ""),
            List.of("Comment", "of nations", ""),
            List.of("View Catalog and Namespace", "lake.tpch", ""),
            List.of("View Query Output Columns", "[`n_nationkey`, `n_name`]", ""),
            List.of("Table Properties", "[p=q]", ""));
    assertThat(fixture.query("select k from default.v").tables()).hasSize(1);
    refused(
        "create view default.v as select 1 as x", "TABLE_OR_VIEW_ALREADY_EXISTS", "42P07", 1, 13);
    run("create view if not exists default.v as select 1 as x");
    run("alter view default.v set tblproperties ('r' = 's')");
    run("alter view default.v unset tblproperties ('p')");
    refused(
        "alter view default.v unset tblproperties ('p')",
        "UNSET_NONEXISTENT_PROPERTIES",
        "42K0J",
        1,
        12);
    run("alter view default.v unset tblproperties if exists ('p')");
    assertThat(rows("show tblproperties default.v")).containsExactly(List.of("r", "s"));
    run("alter view default.v as select 1 as one, 'x' as two");
    assertThat(rows("show columns in default.v")).containsExactly(List.of("one"), List.of("two"));
    run("create or replace view default.v as select r_name from region");
    run("alter view default.v rename to w");
    assertThat(rows("show views in default")).containsExactly(List.of("default", "w", false));
    assertThat(rows("show tables in default"))
        .containsExactly(List.of("default", "parted", false), List.of("default", "w", false));
    refused("drop table default.w", "WRONG_COMMAND_FOR_OBJECT_TYPE", "42809", 1, 12);
    refused(
        "alter table default.w rename to x",
        "EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW",
        "42809",
        1,
        13);
    refused(
        "alter view nation rename to x", "EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE", "42809", 1, 12);
    refused(
        "create or replace view nation as select 1 as x",
        "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE",
        "42809",
        1,
        24);
    run("drop view default.w");
    refused("drop view default.w", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 1, 11);
    run("drop view if exists default.w");
  }

  @Test
  void refusesWhatIsNoView() {
    refused(
        "create view v (a) as select 1, 2",
        "CREATE_VIEW_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS",
        "21S01",
        1,
        13);
    refused(
        "create view v (a, b) as select 1",
        "CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
        "21S01",
        1,
        13);
    refused("create view v (a, A) as select 1, 2", "COLUMN_ALREADY_EXISTS", "42711", 1, 19);
    refused("create view v as select 1 as a, 2 as A", "COLUMN_ALREADY_EXISTS", "42711", 1, 13);
    refused(
        "create view v as select n_nationkey + 1 from nation",
        "CREATE_PERMANENT_VIEW_WITHOUT_ALIAS",
        "0A000",
        1,
        13);
    refused(
        "create view v as select ? as a",
        "UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT",
        "0A000",
        1,
        18);
    refused("create view v as\n select x from nation", "UNRESOLVED_COLUMN", "42703", 2, 9);
    refused("create view v as select * from nope", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 1, 32);
    refused("create view nowhere.v as select 1", "SCHEMA_NOT_FOUND", "42704", 1, 13);
    refused(
        "create or replace view if not exists v as select 1", "PARSE_SYNTAX_ERROR", "42601", 1, 24);
    refused("create global temporary view v as select 1", "UNSUPPORTED_FEATURE", "0A000", 1, 8);
    refused("create view v", "PARSE_SYNTAX_ERROR", "42601", 1, 14);
    run("create view v as select 1 as a");
    run("create view w as select a from v");
    refused("alter view v as select a from w", "RECURSIVE_VIEW", "42K0H", 1, 12);
    refused("create or replace view v as select a from w", "RECURSIVE_VIEW", "42K0H", 1, 24);
  }

  @Test
  void keepsTemporaryViewsInTheSession() {
    run("create temporary view nation as select 7 as seven");
    assertThat(rows("show columns in nation")).containsExactly(List.of("seven"));
    assertThat(((PlannedQuery) plan("select seven from nation")).engineText())
        .isEqualTo(
            "select seven from (SELECT _c0 AS `seven` FROM (select 7 as seven) AS _v(_c0))"
                + " AS `nation`");
    run("create temp view t as select seven + 1 from nation");
    run("create or replace temp view other as select n_name from tpch.nation");
    assertThat(rows("show tables like 'o*|t'"))
        .containsExactly(
            List.of("tpch", "orders", false), List.of("", "other", true), List.of("", "t", true));
    assertThat(rows("show views"))
        .containsExactly(
            List.of("", "nation", true), List.of("", "other", true), List.of("", "t", true));
    refused(
        "create view v as select seven from nation", "INVALID_TEMP_OBJ_REFERENCE", "42K0F", 1, 36);
    refused(
        "create or replace temporary view nation as select * from t",
        "RECURSIVE_VIEW",
        "42K0H",
        1,
        34);
    assertThat(rows("describe extended other")).contains(List.of("Type", "VIEW", ""));
    assertThat(plan("alter view t rename to u")).isInstanceOf(RenameTemporaryView.class);
    assertThat(plan("drop view NATION")).isEqualTo(new DropTemporaryView("nation"));
    temporary.removeIf(v -> v.name().equals("nation"));
    assertThat(fixture.query("select n_name from nation").tables()).hasSize(1);
    run("alter view other as select 1 as x");
    assertThat(rows("show columns in other")).containsExactly(List.of("x"));
  }

  @Test
  void aTemporaryViewSeesNoLaterOneThatHidesItsTable() {
    run("create temporary view a as select n_name from nation");
    run("create temporary view nation as select 1 as n_name");
    assertThat(((PlannedQuery) plan("select * from a")).engineText())
        .contains("select n_name from lake.tpch.nation");
  }

  @Test
  void showsWhatMakesATable() {
    Answer answer = (Answer) plan("show create table default.parted");
    assertThat(names(answer)).containsExactly("createtab_stmt");
    assertThat(String.valueOf(answer.rows().get(0).get(0)))
        .startsWith(
            """
            CREATE TABLE lake.default.parted (
              id BIGINT NOT NULL COMMENT 'it\\'s the key',
              day DATE)
            USING delta
            PARTITIONED BY (day)
            LOCATION 'file:/""")
        .endsWith(
            """
            parted'
            TBLPROPERTIES (
              'delta.appendOnly' = 'true')
            """);
    run("create view v (a comment 'x') comment 'y' as select 1");
    assertThat(rows("show create table v").get(0).get(0))
        .isEqualTo(
            """
            CREATE VIEW lake.tpch.v (
              a COMMENT 'x')
            COMMENT 'y'
            WITH SCHEMA COMPENSATION
            AS select 1
            """);
    assertThat(rows("show tblproperties default.parted (delta.appendOnly)"))
        .containsExactly(List.of("delta.appendOnly", "true"));
    assertThat(rows("show tblproperties default.parted ('no')"))
        .containsExactly(List.of("no", "Table lake.default.parted does not have property: no"));
    assertThat(String.valueOf(rows("show table extended in default like 'par*'").get(0).get(3)))
        .contains("Database: default\nTable: parted\nType: EXTERNAL\n")
        .contains("Schema: root\n |-- id: bigint (nullable = false)\n |-- day: date");
  }

  @Test
  void describesClusteringAndComment() {
    DeltaLogs.commit(
        fixture.lake.resolve("clustered"),
        0,
        List.of(
            "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,"
                + "\"writerFeatures\":[\"domainMetadata\",\"clustering\"]}}",
            DeltaLogs.metadata(List.of("a bigint", "b string"))
                .replace("\"format\"", "\"description\":\"mine\",\"format\""),
            "{\"domainMetadata\":{\"domain\":\"delta.clustering\",\"configuration\":"
                + "\"{\\\"clusteringColumns\\\":[[\\\"b\\\"]]}\",\"removed\":false}}"));
    assertThat(rows("describe default.clustered"))
        .endsWith(
            List.of("# Clustering Information", "", ""),
            List.of("# col_name", "data_type", "comment"),
            row("b", "string", null));
    assertThat(rows("describe extended default.clustered"))
        .contains(List.of("Comment", "mine", ""));
    assertThat(String.valueOf(rows("show create table default.clustered").get(0).get(0)))
        .contains("USING delta\nCLUSTER BY (b)\nCOMMENT 'mine'\nLOCATION '");
  }

  @Test
  void theInformationSchemaIsAListOfRows() {
    run("create view default.v (a comment 'it\\'s \\\\ x') comment 'y' as select 1");
    PlannedQuery columns =
        (PlannedQuery)
            plan(
                "select column_name, full_data_type from information_schema.columns"
                    + " where table_name = 'v' and ordinal_position = 0");
    assertThat(columns.engineText())
        .contains(
            "('lake', 'default', 'v', 'a', 0, 'YES', 'int', 'INT', CAST(NULL AS INT),"
                + " 'it\\'s \\\\ x')",
            "('lake', 'default', 'parted', 'id', 0, 'NO', 'bigint', 'LONG', CAST(NULL AS INT),"
                + " 'it\\'s the key')",
            "'day', 1, 'YES', 'date', 'DATE', 0, CAST(NULL AS STRING))");
    assertThat(columns.tables()).isEmpty();
    assertThat(((PlannedQuery) plan("select * from lake.information_schema.tables")).engineText())
        .contains("('lake', 'default', 'v', 'VIEW', 'NO', 'PRESERVE', 'y', CAST(NULL AS STRING))")
        .contains("('lake', 'tpch', 'nation', 'EXTERNAL', 'YES', 'PRESERVE'");
    assertThat(((PlannedQuery) plan("select * from information_schema.schemata")).engineText())
        .contains("('lake', 'tpch', CAST(NULL AS STRING))");
    assertThat(((PlannedQuery) plan("select * from information_schema.catalogs")).columns())
        .hasSize(2);
    run("drop view default.v");
    assertThat(((PlannedQuery) plan("select * from information_schema.views")).engineText())
        .contains(" WHERE 1 = 0");
    assertThat(rows("show columns in information_schema.views")).hasSize(7);
    refused("select * from information_schema.nope", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 1, 15);
  }

  @Test
  void showsPartitionsByAQuery() {
    PlannedQuery query = (PlannedQuery) plan("show partitions default.parted");
    assertThat(query.engineText())
        .isEqualTo("SELECT DISTINCT `day` FROM lake.default.parted ORDER BY `day`");
    refused(
        "show partitions nation",
        "INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY",
        "42601",
        1,
        17);
  }

  @Test
  void describesColumnsAndQueries() {
    assertThat(rows("describe default.parted ID"))
        .containsExactly(
            List.of("col_name", "id"),
            List.of("data_type", "bigint"),
            List.of("comment", "it's the key"));
    assertThat(rows("desc table default.parted day")).contains(List.of("comment", "NULL"));
    refused("describe default.parted dat", "UNRESOLVED_COLUMN", "42703", 1, 25);
    assertThat(rows("describe query select 1 as a, 'x' as b"))
        .containsExactly(row("a", "int", null), row("b", "string", null));
    assertThat(rows("describe values (1, true)")).hasSize(2);
    assertThat(rows("describe with c as (select 1 as z) select * from c"))
        .containsExactly(row("z", "int", null));
    refused("describe function abs", "UNSUPPORTED_FEATURE", "0A000", 1, 10);
    refused("describe nope", "TABLE_OR_VIEW_NOT_FOUND", "42P01", 1, 10);
  }

  @Test
  void showsFunctionsAndWhereOneIs() {
    assertThat(rows("show functions like 'ab*'")).contains(List.of("abs"));
    assertThat(rows("show user functions")).isEmpty();
    assertThat(rows("show current schema")).containsExactly(List.of("lake", "tpch"));
    refused(
        "show columns in tpch.nation in default",
        "SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE",
        "42K05",
        1,
        17);
    refused("show tables dropped in nope", "SCHEMA_NOT_FOUND", "42704", 1, 24);
  }

  private PlannedStatement plan(String sql) {
    return fixture.planner.plan(
        sql, new PlanningContext("lake", "tpch", Map.of(), List.copyOf(temporary)));
  }

  private void run(String sql) {
    PlannedStatement planned = plan(sql);
    if (planned instanceof CreateTemporaryView create) {
      temporary.removeIf(v -> v.name().equalsIgnoreCase(create.view().name()));
      temporary.add(create.view());
    } else {
      fixture.planner.apply((ChangeCatalog) planned);
    }
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return ((Answer) plan(sql)).rows();
  }

  private static List<String> names(Answer answer) {
    return answer.schema().getFields().stream().map(Field::getName).toList();
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private void refused(String sql, String condition, String sqlState, int line, int column) {
    PenstockException e =
        catchThrowableOfType(
            PenstockException.class,
            () -> {
              PlannedStatement planned = plan(sql);
              if (planned instanceof ChangeCatalog change) {
                fixture.planner.apply(change);
              } else if (planned instanceof CommandOnQuery command) {
                throw new PenstockException(command.query().reason().orElseThrow(), null);
              }
            });
    assertThat(e).as(sql).isNotNull();
    Failure failure = e.failure();
    assertThat(failure.condition()).as(sql + ": " + failure.message()).isEqualTo(condition);
    assertThat(failure.sqlState()).as(sql).isEqualTo(sqlState);
    assertThat(failure.position()).as(sql).contains(new TextPosition(line, column));
  }
}
