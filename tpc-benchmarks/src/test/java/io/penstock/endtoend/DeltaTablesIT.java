package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables as Spark writes them: one of each feature, all plain types; and tables with features that
 * nobody knows.
 */
class DeltaTablesIT {
  private static final String CHECKPOINT_PART = "SET spark.databricks.delta.checkpoint.partSize = ";
  private static final List<String> UNKNOWN_TO_READERS =
      List.of("inventedReader", "collations", "geospatial", "catalogManaged", "icebergCompatV9");
  private static final String ROW = "SELECT concat_ws('|', id, name, part) FROM shop.";

  @TempDir private static Path folder;
  private static Path lake;
  private static ServerProcess server;

  @BeforeAll
  static void writesTablesWithSpark() throws Exception {
    lake = Files.createDirectories(folder.resolve("lake"));
    Path shop = Files.createDirectories(lake.resolve("shop"));
    List<String> statements = new ArrayList<>();
    for (TableKind kind : TableKind.all()) {
      boolean parts = kind.name().equals("checkpoint_parts");
      statements.add(CHECKPOINT_PART + (parts ? "1" : "1000000"));
      statements.addAll(kind.statements(shop));
    }
    statements.addAll(
        List.of(
            "INSERT INTO delta.`"
                + shop.resolve("variant")
                + "` SELECT 100, 'n100', 0, parse_json('{\"a\": [1, \"x\"]}')",
            "CREATE TABLE delta.`"
                + shop.resolve("deleted")
                + "` (id BIGINT, name STRING)"
                + " USING delta TBLPROPERTIES (delta.enableDeletionVectors = true)",
            "INSERT INTO delta.`"
                + shop.resolve("deleted")
                + "`"
                + " SELECT id, concat('n', id) FROM range(0, 1000, 1, 1)",
            "DELETE FROM delta.`" + shop.resolve("deleted") + "` WHERE id % 10 = 3",
            "CREATE TABLE delta.`"
                + shop.resolve("mapped")
                + "` (a INT, b STRING) USING delta"
                + " TBLPROPERTIES (delta.columnMapping.mode = 'name',"
                + " delta.minReaderVersion = 2, delta.minWriterVersion = 5)",
            "INSERT INTO delta.`" + shop.resolve("mapped") + "` VALUES (1, 'one'), (2, 'two')",
            "ALTER TABLE delta.`" + shop.resolve("mapped") + "` RENAME COLUMN b TO `the name`",
            "ALTER TABLE delta.`" + shop.resolve("mapped") + "` ADD COLUMN c DOUBLE",
            "INSERT INTO delta.`" + shop.resolve("mapped") + "` VALUES (3, 'three', 0.5)",
            "CREATE TABLE delta.`"
                + shop.resolve("parted")
                + "` (v INT, day DATE) USING delta"
                + " PARTITIONED BY (day)",
            "INSERT INTO delta.`"
                + shop.resolve("parted")
                + "` VALUES (1, DATE '2024-02-29'),"
                + " (2, NULL), (3, DATE '1969-12-31')",
            "CREATE TABLE delta.`"
                + shop.resolve("types")
                + "` USING delta AS SELECT"
                + " CAST(1 AS TINYINT) t, CAST(2 AS SMALLINT) s, 3 i, 4L l, CAST(1.5 AS FLOAT) f,"
                + " 2.5D d, CAST(12.34 AS DECIMAL(38,2)) m, true z, 'é😀' c, X'00FF' x,"
                + " DATE '0001-01-01' day, TIMESTAMP '2024-03-31 01:30:00 UTC' ts,"
                + " TIMESTAMP_NTZ '2024-03-31 02:30:00' ntz, array(1, 2) a,"
                + " named_struct('x', 1) st, map('k', 1) mp, CAST(NULL AS STRING) n"));
    SmallLake.withSpark(lake, statements);
    LogEdits.compact(shop.resolve("compacted_log"), 1, 2);
    for (String feature : UNKNOWN_TO_READERS) {
      LogEdits.require(shop.resolve("plain"), shop.resolve("needs_" + feature), feature, true);
    }
    LogEdits.require(shop.resolve("plain"), shop.resolve("writes"), "inventedWriter", false);
    server = ServerProcess.start(lake, folder.resolve("data"));
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  static List<TableKind> kinds() {
    return TableKind.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfTableIsReadExactly(TableKind kind) throws Exception {
    String all = ROW + kind.name() + " WHERE id < 100";
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, all + " ORDER BY id")).isEqualTo(kind.rows(id -> true));
      // files are left out by their statistics and partitions
      String few = all + " AND id BETWEEN 61 AND 66 ORDER BY id";
      assertThat(TpchIT.column(statement, few)).isEqualTo(kind.rows(id -> id > 60 && id < 67));
      assertThat(TpchIT.column(statement, "EXPLAIN " + few).get(0))
          .containsPattern("\\d of \\d+ file");
      assertThat(TpchIT.column(statement, all + " AND name = 'n61' AND part = 1"))
          .isEqualTo(kind.rows(id -> id == 61));
      assertThat(TpchIT.column(statement, all + " AND part = 2 AND id < 20 ORDER BY id"))
          .isEqualTo(kind.rows(id -> id % 4 == 2 && id < 20));
      assertThat(
              TpchIT.column(
                  statement, "SELECT count(*) FROM shop." + kind.name() + " WHERE id < 100"))
          .containsExactly(String.valueOf(kind.rows(id -> true).size()));
      // with a parameter Delta finds the files itself
      try (PreparedStatement prepared =
          connection.prepareStatement(all + " AND id >= ? ORDER BY id")) {
        prepared.setLong(1, 40);
        List<String> rows = new ArrayList<>();
        try (ResultSet result = prepared.executeQuery()) {
          while (result.next()) {
            rows.add(result.getString(1));
          }
        }
        assertThat(rows).isEqualTo(kind.rows(id -> id >= 40));
      }
    }
  }

  @Test
  void everyKindIsOfItsKind() throws Exception {
    Path shop = lake.resolve("shop");
    assertThat(LogEdits.text(shop.resolve("vectors"))).contains("deletionVector", "storageType");
    assertThat(LogEdits.text(shop.resolve("mapped_by_id"))).contains("columnMapping.id");
    assertThat(LogEdits.text(shop.resolve("widened"))).contains("delta.typeChanges");
    assertThat(LogEdits.names(shop.resolve("checkpoint_v2")))
        .anyMatch(name -> name.matches("\\d{20}\\.checkpoint\\.[-0-9a-f]{36}\\.(json|parquet)"));
    assertThat(LogEdits.names(shop.resolve("checkpoint_parts")))
        .anyMatch(
            name -> name.matches("\\d{20}\\.checkpoint\\.0000000001\\.000000000[2-9]\\.parquet"));
    assertThat(LogEdits.text(shop.resolve("commit_time"))).contains("inCommitTimestamp");
    assertThat(LogEdits.text(shop.resolve("row_tracking"))).contains("baseRowId");
    for (String feature :
        List.of(
            "clustering",
            "generatedColumns",
            "identityColumns",
            "timestampNtz",
            "variantType",
            "vacuumProtocolCheck",
            "changeDataFeed")) {
      assertThat(kinds().stream().map(kind -> shop.resolve(kind.name())).map(LogEdits::text))
          .as(feature)
          .anyMatch(log -> log.contains(feature));
    }
  }

  @Test
  void variantsAndChangesAreReadAsSuch() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(
              TpchIT.column(
                  statement,
                  "SELECT variant_get(v, '$.a[1]', 'string') FROM shop.variant WHERE id = 100"))
          .containsExactly("x");
      assertThat(
              TpchIT.column(
                  statement,
                  "SELECT concat_ws('|', _change_type, id) FROM table_changes('shop.change_feed', 1)"
                      + " ORDER BY id"))
          .hasSize(10)
          .startsWith("delete|3", "delete|13");
    }
  }

  @Test
  void aFeatureThatNoReaderKnowsIsRefusedByName() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      for (String feature : UNKNOWN_TO_READERS) {
        for (String sql :
            List.of(
                "SELECT count(*) FROM shop.needs_" + feature,
                "SELECT count(*) FROM shop.needs_" + feature + " VERSION AS OF 1",
                "SELECT * FROM shop.needs_" + feature + " WHERE id = 1",
                "INSERT INTO shop.needs_" + feature + " VALUES (1, 'x', 1)",
                "DELETE FROM shop.needs_" + feature)) {
          assertThatThrownBy(() -> statement.execute(sql))
              .as(sql)
              .hasMessageContaining("[UNSUPPORTED_TABLE_FEATURE]")
              .hasMessageContaining(feature)
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("56038"));
        }
      }
    }
  }

  @Test
  void aFeatureThatNoWriterKnowsIsRefusedForWritingAlone() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, "SELECT count(*) FROM shop.writes"))
          .containsExactly("100");
      assertThat(TpchIT.column(statement, ROW + "writes WHERE id = 7")).containsExactly("7|n7|3");
      for (String sql :
          List.of(
              "INSERT INTO shop.writes VALUES (1, 'x', 1)",
              "UPDATE shop.writes SET id = 1 WHERE id = 2",
              "DELETE FROM shop.writes WHERE id = 2",
              "OPTIMIZE shop.writes",
              "ALTER TABLE shop.writes ADD COLUMN x INT")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasMessageContaining("inventedWriter")
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("56038"));
      }
      assertThat(TpchIT.column(statement, "SELECT count(*) FROM shop.writes"))
          .containsExactly("100");
    }
  }

  @Test
  void rowsUnderADeletionVectorAreGone() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, "SELECT count(*) FROM shop.deleted"))
          .containsExactly("900");
      assertThat(TpchIT.column(statement, "SELECT name FROM shop.deleted WHERE id IN (12, 13, 14)"))
          .containsExactlyInAnyOrder("n12", "n14");
      assertThat(TpchIT.column(statement, "EXPLAIN SELECT * FROM shop.deleted").get(0))
          .contains("900 rows");
    }
  }

  @Test
  void mappedColumnsHaveTheirLogicalNames() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(
              TpchIT.column(
                  statement,
                  "SELECT concat_ws('-', a, `the name`, coalesce(c, -1)) FROM shop.mapped ORDER BY a"))
          .containsExactly("1-one--1.0", "2-two--1.0", "3-three-0.5");
    }
  }

  @Test
  void partitionValuesAreColumns() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(
              TpchIT.column(statement, "SELECT v FROM shop.parted WHERE day < DATE '2000-01-01'"))
          .containsExactly("3");
      assertThat(TpchIT.column(statement, "SELECT v FROM shop.parted WHERE day IS NULL"))
          .containsExactly("2");
    }
  }

  @Test
  void everyPlainTypeArrives() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM shop.types")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getByte("t")).isEqualTo((byte) 1);
      assertThat(row.getShort("s")).isEqualTo((short) 2);
      assertThat(row.getInt("i")).isEqualTo(3);
      assertThat(row.getLong("l")).isEqualTo(4);
      assertThat(row.getFloat("f")).isEqualTo(1.5f);
      assertThat(row.getDouble("d")).isEqualTo(2.5);
      assertThat(row.getBigDecimal("m")).isEqualTo(new BigDecimal("12.34"));
      assertThat(row.getBoolean("z")).isTrue();
      assertThat(row.getString("c")).isEqualTo("é😀");
      assertThat(row.getBytes("x")).containsExactly(0, 255);
      assertThat(row.getString("day")).isEqualTo("0001-01-01");
      assertThat(row.getTimestamp("ts").toInstant()).hasToString("2024-03-31T01:30:00Z");
      assertThat(row.getTimestamp("ntz")).isEqualTo(Timestamp.valueOf("2024-03-31 02:30:00"));
      assertThat(row.getString("n")).isNull();
      assertThat(row.wasNull()).isTrue();
      assertThat(row.getString("a")).contains("1", "2");
      assertThat(row.getString("st")).contains("x", "1");
      assertThat(row.getString("mp")).contains("k", "1");
    }
  }

  @Test
  void aNewVersionAndANewTableAreSeenByTheNextQuery() throws Exception {
    Path table = lake.resolve("shop").resolve("growing");
    SmallLake.withSpark(
        lake, List.of("CREATE TABLE delta.`" + table + "` USING delta AS SELECT 1 AS v"));
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, "SELECT v FROM shop.growing")).containsExactly("1");
      SmallLake.withSpark(lake, List.of("INSERT INTO delta.`" + table + "` VALUES (2)"));
      assertThat(TpchIT.column(statement, "SELECT v FROM shop.growing ORDER BY v"))
          .containsExactly("1", "2");
      // another table at the same place, at a version that the engine has seen
      deleteTree(table);
      SmallLake.withSpark(
          lake,
          List.of(
              "CREATE TABLE delta.`" + table + "` USING delta AS SELECT 7 AS v",
              "INSERT INTO delta.`" + table + "` VALUES (8)"));
      assertThat(TpchIT.column(statement, "SELECT v FROM shop.growing ORDER BY v"))
          .containsExactly("7", "8");
    }
  }

  private static void deleteTree(Path table) throws Exception {
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
