package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that change their targets, and what the engine says of a statement beforehand. */
class ChangesIT {
  private static final String SECRET = "only the parent knows";

  @TempDir static Path folder;
  private static Process engine;
  private static EngineClient client;

  @BeforeAll
  static void start() throws Exception {
    ProcessBuilder builder = Distribution.command(Main.class, List.of("--cores", "2"));
    builder.environment().put(EngineProtocol.SECRET_VARIABLE, SECRET);
    engine = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
    int port = Integer.parseInt(out.readLine().substring(EngineProtocol.READY_PREFIX.length()));
    client = new EngineClient(port, SECRET, List.of());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    engine.getOutputStream().close();
    assertThat(engine.waitFor(8, TimeUnit.SECONDS)).as("ends with its input").isTrue();
  }

  private static TablePin target(String table) {
    return TablePin.target(
        new TableName("lake", "t", table), folder.resolve(table).toUri().toString());
  }

  private static TablePin at(String table, long version) {
    return new TablePin(
        new TableName("lake", "t", table), folder.resolve(table).toUri().toString(), version);
  }

  private static ExecutableQuery query(String text, TablePin... pins) {
    return new ExecutableQuery(
        QueryId.random(), text, List.of(), List.of(pins), "lake", "t", Map.of());
  }

  private static List<List<Object>> run(String text, TablePin... pins) throws Exception {
    try {
      return client.rows(query(text, pins));
    } catch (FlightRuntimeException e) {
      throw new AssertionError(text + ": " + EngineClient.failure(e).display(), e);
    }
  }

  @Test
  void createsFillsAndChangesATable() throws Exception {
    TablePin t = target("t");
    assertThat(
            run("CREATE TABLE t (id BIGINT, name STRING COMMENT 'who') PARTITIONED BY (name)", t))
        .isEmpty();
    assertThat(Files.exists(folder.resolve("t/_delta_log/00000000000000000000.json"))).isTrue();
    assertThat(run("INSERT INTO t VALUES (1, 'a'), (2, 'b')", t)).containsExactly(List.of(2L, 2L));
    assertThat(run("INSERT INTO lake.t.t SELECT id + 10, name FROM t", t))
        .containsExactly(List.of(2L, 2L));
    assertThat(run("UPDATE t SET id = id + 1 WHERE id > 10", t)).containsExactly(List.of(2L));
    assertThat(run("DELETE FROM t WHERE id = 1", t)).containsExactly(List.of(1L));
    assertThat(
            run(
                "MERGE INTO t USING (SELECT col1 AS id, col2 AS name FROM VALUES (2L, 'bb'), (3L, 'c')) s"
                    + " ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT *",
                t))
        .containsExactly(List.of(2L, 1L, 0L, 1L));
    assertThat(run("SELECT * FROM t ORDER BY id", t))
        .containsExactly(List.of(2L, "bb"), List.of(3L, "c"), List.of(12L, "a"), List.of(13L, "b"));
    assertThat(run("SELECT count(*) FROM t", at("t", 1))).containsExactly(List.of(2L));
    assertThat(run("SELECT count(*) FROM t VERSION AS OF 2", at("t", 5)))
        .containsExactly(List.of(4L));
  }

  @Test
  void altersOptimizesAndRestoresATable() throws Exception {
    TablePin t = target("altered");
    run("CREATE TABLE altered AS SELECT id FROM range(100)", t);
    run("ALTER TABLE altered ADD COLUMNS (note STRING)", t);
    run("ALTER TABLE altered SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')", t);
    run("ALTER TABLE altered RENAME COLUMN note TO remark", t);
    run("ALTER TABLE altered ADD CONSTRAINT positive CHECK (id >= 0)", t);
    assertThat(client.failure(query("INSERT INTO altered VALUES (-1, 'x')", t)).condition())
        .isEqualTo("DELTA_VIOLATE_CONSTRAINT_WITH_VALUES");
    run("INSERT INTO altered VALUES (100, 'x')", t);
    assertThat(run("OPTIMIZE altered", t)).hasSize(1);
    assertThat(run("DESCRIBE HISTORY altered", t)).hasSizeGreaterThan(5);
    run("RESTORE TABLE altered TO VERSION AS OF 0", t);
    assertThat(run("SELECT count(*) FROM altered", t)).containsExactly(List.of(100L));
    assertThat(run("CREATE OR REPLACE TABLE altered AS SELECT 1 AS one", t)).isEmpty();
    assertThat(run("SELECT * FROM altered", t)).containsExactly(List.of(1));
  }

  @Test
  void changesOnlyItsTargets() throws Exception {
    run("CREATE TABLE safe AS SELECT 1 AS a", target("safe"));
    for (String text :
        List.of(
            "INSERT INTO safe VALUES (2)",
            "DELETE FROM safe",
            "ALTER TABLE safe ADD COLUMNS (b INT)",
            "DROP TABLE safe",
            "CREATE TABLE elsewhere (a INT)",
            "CREATE OR REPLACE TABLE safe (b INT)",
            "VACUUM '" + folder.resolve("safe") + "'",
            "OPTIMIZE delta.`" + folder.resolve("safe") + "`",
            "INSERT OVERWRITE DIRECTORY '" + folder.resolve("x") + "' USING parquet SELECT 1",
            "CREATE TABLE other USING parquet AS SELECT 1")) {
      var failure = client.failure(query(text, at("safe", 0), target("other")));
      assertThat(failure.code().kind()).as(text).isNotEqualTo(ErrorCode.INTERNAL_ERROR.kind());
    }
    assertThat(run("SELECT * FROM safe", at("safe", 0))).containsExactly(List.of(1));
    assertThat(
            Files.list(folder.resolve("safe/_delta_log"))
                .filter(f -> f.toString().endsWith(".json")))
        .hasSize(1);
    assertThat(Files.exists(folder.resolve("other"))).isFalse();
  }

  @Test
  void aKeyIsOfOneStatement() throws Exception {
    TablePin t = target("keyed");
    run("CREATE TABLE keyed (id BIGINT)", t);
    ExecutableQuery insert = keyed("INSERT INTO keyed VALUES (1)", "7", t);
    assertThat(client.rows(insert)).containsExactly(List.of(1L, 1L));
    assertThat(client.rows(insert)).containsExactly(List.of(0L, 0L));
    for (String digest : List.of("6", "8")) {
      ExecutableQuery other = keyed("UPDATE keyed SET id = 2", digest, t);
      assertThat(client.failure(other).code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }
    assertThat(run("SELECT id FROM keyed", t)).containsExactly(List.of(1L));
  }

  private static ExecutableQuery keyed(String text, String digest, TablePin pin) {
    return new ExecutableQuery(
        QueryId.random(),
        text,
        List.of(),
        List.of(pin),
        "lake",
        "t",
        Map.of(EngineProtocol.KEY_SETTING, "a key", EngineProtocol.KEY_DIGEST_SETTING, digest));
  }

  @Test
  void aChangeThatIsCanceledAfterItsCommitIsNoFailure() throws Exception {
    TablePin t = target("canceled");
    run("CREATE TABLE canceled (id BIGINT) TBLPROPERTIES ('delta.checkpointInterval' = '2')", t);
    for (int version = 1; version <= 12; version++) {
      ExecutableQuery insert = query("INSERT INTO canceled VALUES (" + version + ")", t);
      Path commit = folder.resolve(String.format("canceled/_delta_log/%020d.json", version));
      Thread canceling =
          new Thread(
              () -> {
                while (!Files.exists(commit)) {
                  Thread.onSpinWait();
                }
                client.cancel(insert.id());
              });
      canceling.start();
      assertThat(client.rows(insert)).as("version " + version).hasSize(1);
      canceling.join();
    }
    assertThat(run("SELECT count(*) FROM canceled", t)).containsExactly(List.of(12L));
  }

  @Test
  void namesTheTablesOfAStatement() {
    assertThat(outline("WITH c AS (SELECT * FROM a.b) SELECT * FROM c JOIN d USING (x)"))
        .isEqualTo(
            new StatementOutline(
                Optional.empty(),
                List.of(reference(Use.READ, 25, 28, "a", "b"), reference(Use.READ, 51, 52, "d")),
                List.of()));
    assertThat(
            outline("SELECT abs(f(1)), (SELECT g(x) FROM h(2)) FROM t WHERE i(a) > s.j(1)")
                .functions())
        .containsExactlyInAnyOrder("f", "g", "h", "i");
    StatementOutline function =
        outline("CREATE FUNCTION x.f(a INT) RETURNS INT RETURN SELECT g(a) + max(b) FROM t");
    assertThat(function.references()).containsExactly(reference(Use.READ, 72, 73, "t"));
    assertThat(function.functions()).containsExactly("g");
    assertThat(outline("INSERT INTO t SELECT * FROM s WHERE EXISTS (SELECT 1 FROM u)").references())
        .extracting(TableReference::use)
        .containsExactly(Use.CHANGE, Use.READ, Use.READ);
    StatementOutline created =
        outline("CREATE TABLE IF NOT EXISTS x LOCATION 'file:/y' AS SELECT * FROM s");
    assertThat(created.command()).contains("CreateTableAsSelect");
    assertThat(created.references().get(0).use()).isEqualTo(Use.CREATE_IF_MISSING);
    assertThat(created.references().get(0).location()).contains("file:/y");
    assertThat(outline("SELECT * FROM `\ud83d\ude00` , x").references().get(0).parts())
        .containsExactly("\ud83d\ude00");
  }

  private static TableReference reference(Use use, int start, int end, String... parts) {
    return new TableReference(List.of(parts), use, start, end, Optional.empty());
  }

  private static StatementOutline outline(String text) {
    return client.outline(query(text));
  }
}
