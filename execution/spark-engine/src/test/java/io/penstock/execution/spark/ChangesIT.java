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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  @Test
  void namesTheTablesOfAScript() {
    String text =
        """
        BEGIN
          DECLARE x INT DEFAULT 1;
          DECLARE EXIT HANDLER FOR SQLEXCEPTION INSERT INTO handled VALUES ('😀');
          IF x = (SELECT max(a) FROM t_if) THEN INSERT INTO t_then SELECT * FROM t_from;
          ELSE SET x = (SELECT 1 FROM t_set); END IF;
          CASE (SELECT 1 FROM t_case) WHEN 1 THEN SELECT * FROM t_when; ELSE DELETE FROM t_else; END CASE;
          CASE WHEN EXISTS (SELECT 1 FROM t_searched) THEN SELECT 1; ELSE SELECT 1 FROM t_other; END CASE;
          FOR r AS SELECT * FROM t_for DO WHILE x < 1 DO UPDATE t_while SET a = 1; END WHILE; END FOR;
          REPEAT l: LOOP LEAVE l; END LOOP; UNTIL (SELECT true FROM t_until) END REPEAT;
          CREATE TABLE t_new AS WITH c AS (SELECT 1) SELECT * FROM c, t_in;
          BEGIN SELECT * FROM t_nested; END;
        END""";
    StatementOutline outline = outline(text);
    assertThat(outline.command()).contains("CompoundBody");
    assertThat(outline.references())
        .extracting(r -> r.use() + " " + r.parts().get(0))
        .containsExactlyInAnyOrder(
            "CHANGE handled",
            "READ t_if",
            "CHANGE t_then",
            "READ t_from",
            "READ t_set",
            "READ t_case",
            "READ t_when",
            "CHANGE t_else",
            "READ t_searched",
            "READ t_other",
            "READ t_for",
            "CHANGE t_while",
            "READ t_until",
            "CREATE t_new",
            "READ t_in",
            "READ t_nested");
    for (TableReference reference : outline.references()) {
      assertThat(text.substring(reference.start(), reference.end()))
          .isEqualTo(reference.parts().get(0));
    }
  }

  @Test
  void aScriptAnswersTheRowsOfItsLastQuery() throws Exception {
    TablePin t = target("scripted");
    String fill =
        "CREATE TABLE scripted (id BIGINT); INSERT INTO scripted SELECT id FROM range(9);";
    assertThat(run("BEGIN " + fill + " SELECT 'x'; SELECT sum(id) FROM scripted; END", t))
        .containsExactly(List.of(36L));
    assertThat(run("BEGIN INSERT INTO scripted VALUES (100); END", t)).isEmpty();
    List<List<Object>> rows =
        run(
            "BEGIN SELECT id FROM range(0, 200000, 1, 8) ORDER BY id DESC; DELETE FROM scripted; END",
            t);
    assertThat(rows).hasSize(200_000);
    assertThat(rows.get(0)).containsExactly(199_999L);
    assertThat(rows.get(199_999)).containsExactly(0L);
    assertThat(run("SELECT count(*) FROM scripted", t)).containsExactly(List.of(0L));
  }

  @Test
  void describesAScriptWithoutRunningIt() throws Exception {
    TablePin t = target("described");
    run("CREATE TABLE described (id BIGINT)", t);
    String insert = "INSERT INTO described VALUES (x);";
    assertThat(columns("DECLARE x INT DEFAULT 1; " + insert + " SELECT x, id FROM described;", t))
        .containsExactly("x", "id");
    for (String unsure :
        List.of(
            insert,
            "ALTER TABLE described ADD COLUMN b INT; SELECT * FROM described;",
            "DECLARE EXIT HANDLER FOR SQLEXCEPTION SELECT 1; SELECT id FROM described;",
            "SELECT id FROM described; IF true THEN SELECT 1; END IF;",
            "CREATE TABLE newer (a INT); SELECT * FROM newer;",
            "SELECT nosuch FROM described;")) {
      assertThat(columns(unsure, t, target("newer"))).as(unsure).isEmpty();
    }
    assertThat(run("SELECT count(*) FROM described", t)).containsExactly(List.of(0L));
  }

  private static List<String> columns(String statements, TablePin... pins) {
    return client.describe(query("BEGIN " + statements + " END", pins)).getFields().stream()
        .map(field -> field.getName())
        .toList();
  }

  @Test
  void aScriptThatLoopsForEverCanBeCanceled() throws Exception {
    TablePin t = target("looped");
    run("CREATE TABLE looped (id BIGINT)", t);
    for (String loop :
        List.of(
            "LOOP BEGIN END; END LOOP;",
            "l: LOOP ITERATE l; END LOOP;",
            "WHILE true DO SET x = x + 1; END WHILE;",
            "REPEAT IF x = 0 THEN BEGIN END; END IF; UNTIL false END REPEAT;",
            "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN LOOP BEGIN END; END LOOP; END;"
                + " SELECT 1 / 0; END;",
            "LOOP INSERT INTO looped VALUES (2); END LOOP;")) {
      ExecutableQuery script =
          query(
              "BEGIN DECLARE x INT DEFAULT 0; INSERT INTO looped VALUES (1); " + loop + " END", t);
      long before = commits("looped");
      Thread canceling =
          new Thread(
              () -> {
                while (commits("looped") == before) {
                  Thread.onSpinWait();
                }
                client.cancel(script.id());
              });
      canceling.start();
      assertThat(client.failure(script).code()).as(loop).isEqualTo(ErrorCode.QUERY_CANCELED);
      canceling.join();
    }
  }

  @Test
  void aScriptThatLosesAfterACommitIsNotSaidToHaveChangedNothing() throws Exception {
    TablePin t = target("contested");
    TablePin begun = target("begun");
    run("CREATE TABLE contested AS SELECT 1 AS a", t);
    run("CREATE TABLE begun (a INT)", begun);
    String loop =
        "BEGIN INSERT INTO begun VALUES (1);"
            + " WHILE true DO UPDATE contested SET a = a + 1; END WHILE; END";
    ExecutableQuery one = query(loop, t, begun);
    ExecutableQuery other = query(loop, t, begun);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CompletionService<ErrorCode> ended = new ExecutorCompletionService<>(threads);
      ended.submit(() -> client.failure(one).code());
      ended.submit(() -> client.failure(other).code());
      assertThat(ended.take().get()).isEqualTo(ErrorCode.COMMIT_STATE_UNKNOWN);
      client.cancel(one.id());
      client.cancel(other.id());
      assertThat(ended.take().get()).isEqualTo(ErrorCode.QUERY_CANCELED);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int commits(String table) {
    String[] files = folder.resolve(table).resolve("_delta_log").toFile().list();
    return (int) Arrays.stream(files).filter(file -> file.endsWith(".json")).count();
  }

  private static TableReference reference(Use use, int start, int end, String... parts) {
    return new TableReference(List.of(parts), use, start, end, Optional.empty());
  }

  private static StatementOutline outline(String text) {
    return client.outline(query(text));
  }
}
