package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.StatementStatus;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TextPosition;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.BigIntVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as its parent sees it: a process from the distribution, over Flight. */
class SparkEngineIT {
  private static final String SECRET = "only the parent knows";
  private static final String ENDLESS =
      "SELECT count(*) FROM range(1000000000000) WHERE id % 7 = 3";

  @TempDir static Path folder;
  private static TestLake lake;
  private static Process engine;
  private static int port;
  private static EngineClient client;

  @BeforeAll
  static void start() throws Exception {
    ProcessBuilder builder = Distribution.command(Main.class, List.of("--cores", "2"));
    builder.environment().put(EngineProtocol.SECRET_VARIABLE, SECRET);
    engine = builder.start();
    lake = TestLake.create(Files.createDirectory(folder.resolve("lake")), tables());
    BufferedReader out =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).startsWith(EngineProtocol.READY_PREFIX);
    port = Integer.parseInt(line.substring(EngineProtocol.READY_PREFIX.length()));
    client =
        new EngineClient(
            port,
            SECRET,
            List.of(
                lake.pin("plain", 1),
                lake.pin("deleted", 1),
                lake.pin("mapped", 2),
                lake.pin("big", 0),
                lake.pin("unknown", 0),
                lake.pin("damaged", 1),
                lake.pin("gone", 0),
                lake.pin("typed", 0)));
  }

  private static List<String> tables() {
    return List.of(
        "CREATE TABLE delta.`LAKE/plain` USING DELTA AS SELECT id, 'v' || id AS name FROM range(3)",
        "INSERT INTO delta.`LAKE/plain` VALUES (3, 'v3')",
        "INSERT INTO delta.`LAKE/plain` VALUES (4, 'v4')",
        "CREATE TABLE delta.`LAKE/deleted` USING DELTA TBLPROPERTIES"
            + " ('delta.enableDeletionVectors' = 'true') AS SELECT id FROM range(0, 1000, 1, 1)",
        "DELETE FROM delta.`LAKE/deleted` WHERE id % 10 = 3",
        "CREATE TABLE delta.`LAKE/mapped` (a INT, b STRING) USING DELTA TBLPROPERTIES"
            + " ('delta.columnMapping.mode' = 'name')",
        "INSERT INTO delta.`LAKE/mapped` VALUES (1, 'x')",
        "ALTER TABLE delta.`LAKE/mapped` RENAME COLUMN a TO `a new, name`",
        "CREATE TABLE delta.`LAKE/big` USING DELTA AS SELECT id, repeat('x', 200) AS filler"
            + " FROM range(0, 600000, 1, 6)",
        "CREATE TABLE delta.`LAKE/unknown` USING DELTA AS SELECT 1 AS a",
        "CREATE TABLE delta.`LAKE/damaged` USING DELTA AS SELECT 1 AS a",
        "INSERT INTO delta.`LAKE/damaged` VALUES (2)",
        "CREATE TABLE delta.`LAKE/gone` USING DELTA AS SELECT 1 AS a",
        "CREATE TABLE delta.`LAKE/typed` USING DELTA AS SELECT true AS z, 1Y AS b, 2S AS h, 3 AS i,"
            + " 4L AS l, 1.5F AS f, 2.5D AS d, 12.34BD AS m, CAST(1e20 AS DECIMAL(30,2)) AS w,"
            + " 's\u00e4' AS s, X'0102' AS x, date'2024-02-29' AS day,"
            + " timestamp'2024-01-01 00:00:00' AS t, timestamp_ntz'2024-01-01 00:00:00' AS n,"
            + " array(1, 2) AS a, map('k', 1) AS mp, named_struct('p', 1, 'q', 'r') AS st,"
            + " CAST(NULL AS INT) AS nothing");
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    engine.getOutputStream().close();
    assertThat(engine.waitFor(8, TimeUnit.SECONDS)).as("ends with its input").isTrue();
    assertThat(engine.exitValue()).isZero();
  }

  @Test
  void answersSelectOne() throws Exception {
    assertThat(client.rows("SELECT 1 AS one, 'a' AS two")).containsExactly(List.of(1, "a"));
  }

  @Test
  void readsThePinnedVersionThoughANewerOneExists() throws Exception {
    assertThat(client.rows("SELECT count(*) FROM plain")).containsExactly(List.of(4L));
    ExecutableQuery newer =
        new ExecutableQuery(
            QueryId.random(),
            "SELECT count(*) FROM Lake.T.PLAIN",
            List.of(),
            List.of(lake.pin("plain", 2)),
            "lake",
            "",
            Map.of());
    assertThat(client.rows(newer)).containsExactly(List.of(5L));
    assertThat(client.rows("SELECT max(id) FROM plain")).containsExactly(List.of(3L));
  }

  @Test
  void doesNotKnowTablesThatAreNotPinned() throws Exception {
    Failure failure = client.failure("SELECT *\nFROM lake.t.other");
    assertThat(failure.code()).isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
    assertThat(failure.sqlState()).isEqualTo("42P01");
    assertThat(failure.position()).contains(new TextPosition(2, 6));
  }

  @Test
  void refusesWaysRoundThePins() throws Exception {
    String path = folder.resolve("lake/plain").toString();
    for (String text :
        List.of(
            "SELECT * FROM delta.`" + path + "`",
            "SELECT * FROM parquet.`" + path + "`",
            "SELECT * FROM spark_catalog.delta.`" + path + "`",
            "SELECT * FROM table_changes_by_path('" + path + "', 0)",
            "SELECT * FROM plain WITH ('readChangeFeed' = 'true', 'startingVersion' = '0')",
            "SELECT reflect('java.lang.System', 'getenv', 'PATH')",
            "SELECT TRANSFORM(id) USING 'cat' AS (x) FROM plain")) {
      Failure failure = client.failure(text);
      assertThat(failure.code())
          .as(text + ": " + failure.display())
          .isIn(
              ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
              ErrorCode.UNSUPPORTED_FEATURE,
              ErrorCode.UNRESOLVED_ROUTINE);
      assertThat(failure.message()).as(text).doesNotContain(folder.toString());
    }
  }

  @Test
  void runsOnlyQueries() throws Exception {
    for (String text :
        List.of(
            "CREATE TABLE x (a INT)",
            "INSERT INTO plain VALUES (9, 'x')",
            "DELETE FROM plain",
            "SET spark.sql.ansi.enabled=false",
            "SHOW TABLES",
            "CACHE TABLE plain",
            "EXPLAIN SELECT 1",
            "BEGIN DROP TABLE plain; END",
            "EXECUTE IMMEDIATE 'DROP TABLE plain'",
            "USE lake.t")) {
      Failure failure = client.failure(text);
      assertThat(failure.code())
          .as(text + ": " + failure.display())
          .isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
    }
    assertThat(client.rows("SELECT count(*) FROM plain")).containsExactly(List.of(4L));
  }

  @Test
  void readsDeletionVectorsAndColumnMapping() throws Exception {
    assertThat(client.rows("SELECT count(*), sum(id) FROM deleted"))
        .containsExactly(List.of(900L, 499500L - 100 * 498));
    assertThat(client.rows("SELECT * FROM deleted")).hasSize(900).doesNotContain(List.of(13L));
    assertThat(client.rows("SELECT `a new, name`, b FROM mapped")).containsExactly(List.of(1, "x"));
    assertThat(client.rows("SELECT * FROM mapped")).containsExactly(List.of(1, "x"));
  }

  @Test
  void bindsPositionalParameters() throws Exception {
    assertThat(client.rows("SELECT name FROM plain WHERE id = ? AND name = ?", 2L, "v2"))
        .containsExactly(List.of("v2"));
    assertThat(
            client.rows(
                "SELECT ? + 1, ? = date'2024-01-05', ? = timestamp'2024-01-05 00:00:00Z', ?",
                new BigDecimal("1.50"),
                LocalDate.of(2024, 1, 5),
                Instant.parse("2024-01-05T00:00:00Z"),
                true))
        .containsExactly(List.of(new BigDecimal("2.50"), true, true, true));
  }

  @Test
  void appliesSettingsToOneStatementOnly() throws Exception {
    String text = "SELECT hour(timestamp'2024-01-01 00:00:00Z')";
    ExecutableQuery inTokyo =
        new ExecutableQuery(
            QueryId.random(),
            text,
            List.of(),
            List.of(),
            "lake",
            "t",
            Map.of("spark.sql.session.timeZone", "Asia/Tokyo"));
    assertThat(client.rows(inTokyo)).containsExactly(List.of(9));
    assertThat(client.rows(text)).containsExactly(List.of(0));
    for (String key :
        List.of(
            "hive.x", "spark.sql.runSQLOnFiles", "spark.sql.extensions", "spark.driver.memory")) {
      ExecutableQuery refused =
          new ExecutableQuery(
              QueryId.random(), "SELECT 1", List.of(), List.of(), "lake", "t", Map.of(key, "true"));
      assertThat(client.failure(refused).code()).as(key).isEqualTo(ErrorCode.INVALID_SETTING);
    }
  }

  @Test
  void tellsErrorsWithCodeStateAndPosition() throws Exception {
    expect("SELEC 1", ErrorCode.PARSE_SYNTAX_ERROR, "42601", 1, 1);
    expect("SELECT 1,\n  nix FROM plain", ErrorCode.UNRESOLVED_COLUMN, "42703", 2, 3);
    expect("SELECT '\ud83d\ude00', id/0 FROM plain", ErrorCode.DIVIDE_BY_ZERO, "22012", 1, 14);
    expect("SELECT CAST(name AS INT) FROM plain", ErrorCode.CAST_INVALID_INPUT, "22018", 1, 8);
    expect("SELECT 2147483647 + 1", ErrorCode.ARITHMETIC_OVERFLOW, "22003", 1, 8);
    expect("SELECT id FROM plain a, plain b", ErrorCode.AMBIGUOUS_REFERENCE, "42704", 1, 8);
    expect("SELECT nix(1)", ErrorCode.UNRESOLVED_ROUTINE, "42883", 1, 8);
    expect("SELECT 1 + true", ErrorCode.DATATYPE_MISMATCH, "42K09", 1, 8);
    Failure other = client.failure("SELECT 5 % 0");
    assertThat(other.code()).isEqualTo(ErrorCode.ENGINE_REJECTED);
    assertThat(other.condition()).isEqualTo("REMAINDER_BY_ZERO");
    assertThat(other.message()).doesNotContain("SQLSTATE").doesNotContain("== SQL");
  }

  private static void expect(String text, ErrorCode code, String state, int line, int column)
      throws Exception {
    Failure failure = client.failure(text);
    assertThat(failure.code()).as(failure.display()).isEqualTo(code);
    assertThat(failure.sqlState()).isEqualTo(state);
    assertThat(failure.position()).contains(new TextPosition(line, column));
    assertThat(failure.message())
        .doesNotContain("SQLSTATE")
        .doesNotContain("== SQL")
        .doesNotContain(";\n")
        .doesNotStartWith("[");
  }

  @Test
  void survivesAStatementThatIsTooDeep() throws Exception {
    String brackets = "SELECT " + "(".repeat(30000) + "1" + ")".repeat(30000);
    assertThat(client.failure(brackets).code()).isEqualTo(ErrorCode.STATEMENT_TOO_COMPLEX);
    String signs = "SELECT " + "- ".repeat(100000) + "1";
    assertThat(client.failure(signs).code()).isEqualTo(ErrorCode.STATEMENT_TOO_COMPLEX);
    assertThat(client.rows("SELECT 1")).hasSize(1);
  }

  @Test
  void namesATableFeatureThatItDoesNotKnow() throws Exception {
    Path log = folder.resolve("lake/unknown/_delta_log/00000000000000000000.json");
    String text = Files.readString(log);
    Files.delete(log.resolveSibling("00000000000000000000.crc"));
    Files.deleteIfExists(log.resolveSibling(".00000000000000000000.json.crc"));
    Files.writeString(
        log,
        text.replaceFirst(
            "\\{\"protocol\":.*}\\n",
            "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                + "\"readerFeatures\":[\"weirdFeature\"],\"writerFeatures\":[\"weirdFeature\"]}}\n"));
    Failure failure = client.failure("SELECT * FROM unknown");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_TABLE_FEATURE);
    assertThat(failure.message()).contains("weirdFeature").doesNotContain(folder.toString());
  }

  @Test
  void tellsADamagedLogFromAMissingFile() throws Exception {
    Path log = folder.resolve("lake/damaged/_delta_log");
    Files.delete(log.resolve("00000000000000000000.json"));
    Failure damaged = client.failure("SELECT * FROM damaged");
    assertThat(damaged.code()).as(damaged.display()).isEqualTo(ErrorCode.TABLE_LOG_DAMAGED);
    try (var files = Files.list(folder.resolve("lake/gone"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Failure gone = client.failure("SELECT * FROM gone");
    assertThat(gone.code()).as(gone.display()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    assertThat(gone.message()).doesNotContain(folder.toString());
  }

  @Test
  void givesEveryTypeOut() throws Exception {
    String row = client.rows("SELECT * FROM typed").toString();
    assertThat(row)
        .startsWith("[[true, 1, 2, 3, 4, 1.5, 2.5, 12.34, 100000000000000000000.00, s\u00e4, ")
        .contains("[1,2]", "{\"p\":1,\"q\":\"r\"}")
        .endsWith("null]]");
    assertThat(
            client.rows("SELECT z, b, h, i, l, f, d, m, w, s, day, nothing FROM typed").toString())
        .isEqualTo(
            "[[true, 1, 2, 3, 4, 1.5, 2.5, 12.34, 100000000000000000000.00, s\u00e4, 19782, null]]");
    assertThat(
            client.rows(
                "SELECT interval '1-2' year to month, interval '1 02:03:04' day to second,"
                    + " NULL, parse_json('{\"a\":1}'), time'10:11:12'"))
        .hasSize(1);
  }

  @Test
  void keepsTheOrderOverPartitions() throws Exception {
    List<Long> ids = new ArrayList<>();
    try (FlightStream stream =
        client.open(client.query("SELECT id, filler FROM big ORDER BY id DESC"))) {
      while (stream.next()) {
        BigIntVector vector = (BigIntVector) stream.getRoot().getVector(0);
        for (int i = 0; i < vector.getValueCount(); i++) {
          ids.add(vector.get(i));
        }
      }
    }
    assertThat(ids).hasSize(600000);
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) != 599999 - i) {
        throw new AssertionError("row " + i + " is " + ids.get(i));
      }
    }
  }

  @Test
  void cutsLimitAndOffset() throws Exception {
    assertThat(client.rows("SELECT * FROM big LIMIT 7")).hasSize(7);
    assertThat(client.rows("SELECT id FROM big LIMIT 20000 OFFSET 15000")).hasSize(20000);
    assertThat(client.rows("SELECT id FROM big ORDER BY id LIMIT 2 OFFSET 5"))
        .containsExactly(List.of(5L), List.of(6L));
    assertThat(client.rows("SELECT id FROM big ORDER BY id LIMIT 20000 OFFSET 10000"))
        .hasSize(20000)
        .startsWith(List.of(10000L), List.of(10001L));
    assertThat(client.rows("SELECT id FROM big LIMIT 0")).isEmpty();
    assertThat(client.rows("SELECT id FROM big WHERE id < 0")).isEmpty();
  }

  @Test
  void cancelsWithinASecond() throws Exception {
    ExecutableQuery query = client.query(ENDLESS);
    try (FlightStream stream = client.open(query)) {
      stream.getSchema();
      await(() -> client.status().statements().stream().anyMatch(s -> s.tasksTotal() > 0));
      long start = System.nanoTime();
      assertThat(client.cancel(query.id())).isTrue();
      assertThatThrownBy(stream::next)
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              e -> assertThat(EngineClient.failure(e).code()).isEqualTo(ErrorCode.QUERY_CANCELED));
      assertThat(client.rows("SELECT sum(id) FROM range(100)")).hasSize(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(client.cancel(query.id())).isFalse();
  }

  @Test
  void freesTheCoresWhenTheClientLeaves() throws Exception {
    try (FlightStream stream = client.open(client.query(ENDLESS))) {
      stream.getSchema();
      await(() -> client.status().statements().stream().anyMatch(s -> s.tasksTotal() > 0));
      stream.cancel("left", null);
    }
    await(() -> client.status().statements().isEmpty());
    long start = System.nanoTime();
    assertThat(client.rows("SELECT sum(id) FROM range(100)")).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aReaderThatStopsHoldsTheWritersBack() throws Exception {
    try (FlightStream stream =
        client.open(client.query("SELECT * FROM big CROSS JOIN range(1000)"))) {
      assertThat(stream.next()).isTrue();
      await(() -> !client.status().statements().isEmpty());
      long before = -1;
      for (int i = 0; i < 50; i++) {
        List<StatementStatus> statements = client.status().statements();
        long rows = statements.get(0).rows();
        if (rows == before && i > 10) {
          break;
        }
        before = rows;
        TimeUnit.MILLISECONDS.sleep(100);
      }
      long settled = client.status().statements().get(0).rows();
      TimeUnit.SECONDS.sleep(1);
      assertThat(client.status().statements().get(0).rows()).isEqualTo(settled).isLessThan(400000);
      stream.cancel("enough", null);
    }
    await(() -> client.status().statements().isEmpty());
  }

  @Test
  void refusesAWrongSecret() throws Exception {
    try (EngineClient stranger = new EngineClient(port, "guess", List.<TablePin>of())) {
      assertThatThrownBy(() -> stranger.rows("SELECT 1"))
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.UNAUTHENTICATED));
      assertThatThrownBy(stranger::status).isInstanceOf(FlightRuntimeException.class);
    }
  }

  @Test
  void doesNotStartWithoutASecret() throws Exception {
    ProcessBuilder builder = Distribution.command(Main.class, List.of());
    builder.environment().remove(EngineProtocol.SECRET_VARIABLE);
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
