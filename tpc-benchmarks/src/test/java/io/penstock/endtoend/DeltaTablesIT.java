package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as Spark writes them: deletion vectors, column mapping, partitions, all plain types. */
class DeltaTablesIT {
  @TempDir private static Path folder;
  private static Path lake;
  private static ServerProcess server;

  @BeforeAll
  static void writesTablesWithSpark() throws Exception {
    lake = Files.createDirectories(folder.resolve("lake"));
    Path shop = Files.createDirectories(lake.resolve("shop"));
    SmallLake.withSpark(
        lake,
        List.of(
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
    server = ServerProcess.start(lake, folder.resolve("data"));
  }

  @AfterAll
  static void stops() {
    server.close();
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
