package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TablePin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose files the statement lists: their logs are gone before the engine sees them. */
class ResolvedTablesIT {
  private static final String SECRET = "only the parent knows";
  private static final Pattern PATH = Pattern.compile("\"path\":\"([^\"]*)\"");
  private static final Pattern VECTOR = Pattern.compile("\"pathOrInlineDv\":\"([^\"]*)\"");
  private static final List<String> TABLES =
      List.of("plain", "deleted", "named", "identified", "parted", "nested");

  @TempDir static Path folder;
  private static Process engine;
  private static EngineClient client;

  @BeforeAll
  static void start() throws Exception {
    ProcessBuilder builder = Distribution.command(Main.class, List.of("--cores", "2"));
    builder.environment().put(EngineProtocol.SECRET_VARIABLE, SECRET);
    engine = builder.start();
    TestLake lake = TestLake.create(Files.createDirectory(folder.resolve("lake")), statements());
    List<TablePin> pins = new ArrayList<>();
    for (String table : TABLES) {
      TablePin pin = lake.pin(table, 0);
      pins.add(pin.reading(files(lake.folder().resolve(table))));
      Files.move(
          lake.folder().resolve(table).resolve("_delta_log"), folder.resolve("log of " + table));
    }
    BufferedReader out =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).startsWith(EngineProtocol.READY_PREFIX);
    int port = Integer.parseInt(line.substring(EngineProtocol.READY_PREFIX.length()));
    client = new EngineClient(port, SECRET, pins);
  }

  private static List<String> statements() {
    return List.of(
        "CREATE TABLE delta.`LAKE/plain` USING DELTA AS SELECT id, 'v' || id AS name FROM range(3)",
        "INSERT INTO delta.`LAKE/plain` VALUES (3, 'v3')",
        "CREATE TABLE delta.`LAKE/deleted` USING DELTA TBLPROPERTIES"
            + " ('delta.enableDeletionVectors' = 'true') AS SELECT id FROM range(0, 1000, 1, 2)",
        "DELETE FROM delta.`LAKE/deleted` WHERE id % 10 = 3",
        "DELETE FROM delta.`LAKE/deleted` WHERE id % 10 = 4 AND id < 500",
        "CREATE TABLE delta.`LAKE/named` (a INT, b STRING, p STRING) USING DELTA PARTITIONED BY (p)"
            + " TBLPROPERTIES ('delta.columnMapping.mode' = 'name',"
            + " 'delta.enableDeletionVectors' = 'true')",
        "INSERT INTO delta.`LAKE/named` VALUES (1, 'x', 'p1'), (2, 'y', 'p2'), (3, 'z', NULL)",
        "ALTER TABLE delta.`LAKE/named` RENAME COLUMN a TO `a new, name`",
        "ALTER TABLE delta.`LAKE/named` RENAME COLUMN p TO `part`",
        "ALTER TABLE delta.`LAKE/named` ADD COLUMN c DATE",
        "INSERT INTO delta.`LAKE/named` VALUES (4, 'w', 'p1', date'2024-01-01')",
        "CREATE TABLE delta.`LAKE/identified` (a INT, s STRUCT<x: INT, y: STRING>) USING DELTA"
            + " TBLPROPERTIES ('delta.columnMapping.mode' = 'id')",
        "INSERT INTO delta.`LAKE/identified` VALUES (1, struct(2, 'q'))",
        "ALTER TABLE delta.`LAKE/identified` RENAME COLUMN s.y TO z",
        "CREATE TABLE delta.`LAKE/parted` (v INT, d DATE, n INT, t TIMESTAMP, g STRING"
            + " GENERATED ALWAYS AS (upper(s)), s STRING) USING DELTA PARTITIONED BY (d, n, t, s)",
        "INSERT INTO delta.`LAKE/parted` (v, d, n, t, s) VALUES"
            + " (1, date'2024-01-01', 1, timestamp'2024-01-01 10:00:00', 'a b%'),"
            + " (2, date'2024-01-02', 2, timestamp'2024-01-02 10:00:00', 'c/d'),"
            + " (3, NULL, NULL, NULL, NULL)",
        "CREATE TABLE delta.`LAKE/nested` USING DELTA AS SELECT array(1, 2) AS a, map('k', id) AS m,"
            + " timestamp_ntz'2024-01-01 00:00:00' AS n FROM range(2)");
  }

  /** What is left when a table's commits are read one after the other. */
  private static TableFiles files(Path table) throws IOException {
    List<Path> commits;
    try (Stream<Path> listed = Files.list(table.resolve("_delta_log"))) {
      commits = listed.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    String protocol = "";
    String metadata = "";
    Map<String, String> adds = new LinkedHashMap<>();
    for (Path commit : commits) {
      for (String line : Files.readAllLines(commit)) {
        if (line.startsWith("{\"protocol\"")) {
          protocol = line;
        } else if (line.startsWith("{\"metaData\"")) {
          metadata = line;
        } else if (line.startsWith("{\"add\"")) {
          adds.put(key(line), line);
        } else if (line.startsWith("{\"remove\"")) {
          adds.remove(key(line));
        }
      }
    }
    return new TableFiles(protocol, metadata, List.copyOf(adds.values()));
  }

  private static String key(String line) {
    Matcher path = PATH.matcher(line);
    assertThat(path.find()).isTrue();
    Matcher vector = VECTOR.matcher(line);
    return path.group(1) + (vector.find() ? vector.group(1) : "");
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    engine.getOutputStream().close();
    assertThat(engine.waitFor(8, TimeUnit.SECONDS)).as("ends with its input").isTrue();
  }

  @Test
  void readsWithoutTheLog() throws Exception {
    assertThat(client.rows("SELECT id, name FROM lake.t.plain WHERE id > 1 ORDER BY id"))
        .containsExactly(List.of(2L, "v2"), List.of(3L, "v3"));
    assertThat(client.rows("SELECT count(*), max(id) FROM lake.t.plain"))
        .containsExactly(List.of(4L, 3L));
    assertThat(
            client.rows(
                "SELECT count(*) FROM lake.t.plain a JOIN lake.t.plain b ON a.id = b.id"
                    + " WHERE a.name IN (SELECT name FROM lake.t.plain WHERE id = 2)"))
        .containsExactly(List.of(1L));
  }

  @Test
  void deletedRowsAreNotRead() throws Exception {
    assertThat(client.rows("SELECT count(*), sum(id) FROM lake.t.deleted"))
        .containsExactly(List.of(850L, 499500L - 49800L - 12450L));
    assertThat(client.rows("SELECT id FROM lake.t.deleted WHERE id BETWEEN 11 AND 15 ORDER BY id"))
        .containsExactly(List.of(11L), List.of(12L), List.of(15L));
    assertThat(
            client.rows(
                "SELECT count(*) FROM lake.t.deleted a JOIN lake.t.deleted b ON a.id = b.id"
                    + " WHERE EXISTS (SELECT 1 FROM lake.t.deleted c WHERE c.id = a.id)"))
        .containsExactly(List.of(850L));
  }

  @Test
  void mappedColumnsAreFound() throws Exception {
    assertThat(
            client.rows(
                "SELECT `a new, name`, b, part, CAST(c AS STRING) FROM lake.t.named"
                    + " WHERE part = 'p1' ORDER BY 1"))
        .containsExactly(
            java.util.Arrays.asList(1, "x", "p1", null), List.of(4, "w", "p1", "2024-01-01"));
    assertThat(client.rows("SELECT b FROM lake.t.named WHERE part IS NULL"))
        .containsExactly(List.of("z"));
    assertThat(client.rows("SELECT a, s.z FROM lake.t.identified WHERE s.x = 2"))
        .containsExactly(List.of(1, "q"));
  }

  @Test
  void partitionsAreFilteredExactly() throws Exception {
    assertThat(client.rows("SELECT v FROM lake.t.parted WHERE d >= date'2024-01-02'"))
        .containsExactly(List.of(2));
    assertThat(client.rows("SELECT v, g FROM lake.t.parted WHERE s = 'a b%' AND n = 1"))
        .containsExactly(List.of(1, "A B%"));
    assertThat(client.rows("SELECT v FROM lake.t.parted WHERE d IS NULL"))
        .containsExactly(List.of(3));
    assertThat(
            client.rows(
                "SELECT v FROM lake.t.parted WHERE t = timestamp'2024-01-02 10:00:00' AND n + 1 = 3"))
        .containsExactly(List.of(2));
    assertThat(
            client.rows(
                "SELECT v FROM lake.t.parted WHERE n = (SELECT max(id) - 2 FROM lake.t.plain)"))
        .containsExactly(List.of(1));
    assertThat(client.rows("SELECT count(*) FROM lake.t.parted WHERE d = date'1999-01-01'"))
        .containsExactly(List.of(0L));
  }

  @Test
  void nestedTypesAndFilePathsAreRead() throws Exception {
    assertThat(client.rows("SELECT a[1], m['k'] FROM lake.t.nested ORDER BY 2"))
        .containsExactly(List.of(2, 0L), List.of(2, 1L));
    assertThat(client.rows("SELECT count(DISTINCT _metadata.file_name) > 0 FROM lake.t.deleted"))
        .containsExactly(List.of(true));
  }
}
