package io.penstock.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.benchmarks.corpus.Comparison.Difference;
import io.penstock.benchmarks.corpus.Outcome.Column;
import io.penstock.benchmarks.corpus.Outcome.Rejection;
import io.penstock.benchmarks.corpus.Outcome.Rows;
import io.penstock.benchmarks.corpus.Verdict.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With two sides that know what to say. */
class FileRunTest {
  private static final Rejection NOT_FOUND =
      new Rejection("TABLE_OR_VIEW_NOT_FOUND", "42P01", "no such table");
  private static final Rejection UNSUPPORTED =
      new Rejection("UNSUPPORTED_FEATURE", "0A000", "cannot");

  private final FakeSide plain = new FakeSide();
  private final FakeSide server = new FakeSide();
  private final CorpusReport report = new CorpusReport();
  private final List<Verdict> verdicts = new ArrayList<>();

  private static final class FakeSide implements FileRun.Server {
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final List<String> seen = new ArrayList<>();

    void says(String statement, Outcome outcome) {
      outcomes.put(statement, outcome);
    }

    @Override
    public Outcome run(String statement) {
      seen.add(statement);
      return outcomes.getOrDefault(statement, rows("", "1"));
    }

    @Override
    public Optional<String> passesOn(String query) {
      return query.contains("VALUES") ? Optional.of("no plan for it") : Optional.empty();
    }
  }

  @Test
  void equalAnswersCountAsEqualAndPlannedOnesAsPlanned() {
    run("SELECT 1", "VALUES (1)");

    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.equalAnswers()).isEqualTo(1);
    assertThat(report.planned()).isEqualTo(0.5);
    assertThat(report.text())
        .contains("### no plan for it", "- f.sql 2: `VALUES (1)`", "| f.sql | ");
  }

  @Test
  void rowsComeInAnyOrderUnlessTheQuerySorts() {
    plain.says("SELECT a", rows("", "1", "2", "2"));
    server.says("SELECT a", rows("", "2", "1", "2"));
    plain.says("SELECT b", rows("s", "1", "2"));
    server.says("SELECT b", rows("", "2", "1"));
    plain.says("SELECT c", rows("", "1", "2", "2"));
    server.says("SELECT c", rows("", "1", "1", "2"));

    run("SELECT a", "SELECT b", "SELECT c");

    assertThat(reasons()).containsExactly("-", "another order", "other rows");
    assertThat(report.wrongAnswers()).isEqualTo(2);
  }

  @Test
  void namesAndTypesAreCompared() {
    plain.says("SELECT a", new Rows(List.of(new Column("a", "INT")), List.of(), ""));
    server.says("SELECT a", new Rows(List.of(new Column("A", "INT")), List.of(), ""));
    plain.says("SELECT b", new Rows(List.of(new Column("a", "INT")), List.of(), ""));
    server.says("SELECT b", new Rows(List.of(new Column("a", "BIGINT")), List.of(), ""));

    run("SELECT a", "SELECT b");

    assertThat(reasons()).containsExactly("other column names", "other types");
  }

  @Test
  void refusalsAreEqualByClassAndSqlState() {
    for (String query : List.of("SELECT a", "SELECT b", "SELECT c", "SELECT d")) {
      plain.says(query, new Rejection("UNRESOLVED_COLUMN.WITH_SUGGESTION", "42703", "no"));
    }
    server.says("SELECT a", new Rejection("UNRESOLVED_COLUMN", "42703", "no column"));
    server.says("SELECT b", new Rejection("UNRESOLVED_COLUMN", "42000", "no column"));
    server.says("SELECT c", UNSUPPORTED);

    run("SELECT a", "SELECT b", "SELECT c", "SELECT d");

    assertThat(reasons())
        .containsExactly(
            "-",
            "another SQLSTATE for UNRESOLVED_COLUMN",
            "UNSUPPORTED_FEATURE instead of UNRESOLVED_COLUMN",
            "runs, where plain Spark says UNRESOLVED_COLUMN");
    assertThat(report.rejected()).isEqualTo(4);
    assertThat(report.equalRejections()).isEqualTo(0.25);
  }

  @Test
  void whatNeedsARefusedStatementIsThatStatementsFault() {
    server.says("CREATE TEMPORARY VIEW t1 AS SELECT 1", UNSUPPORTED);
    server.says("SELECT * FROM T1", NOT_FOUND);
    server.says("SELECT * FROM t11", NOT_FOUND);

    run("CREATE TEMPORARY VIEW t1 AS SELECT 1", "SELECT * FROM T1", "SELECT * FROM t11");

    assertThat(reasons())
        .containsExactly(
            "fails: UNSUPPORTED_FEATURE",
            "needs a failed CREATE TEMPORARY VIEW",
            "fails: TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void aSettingThatTheServerRefusesIsMadeOnNeitherSide() {
    server.says("SET a = 1", new Rejection("INVALID_SETTING", "22023", "no such setting"));

    run("SET a = 1", "SET b = 1", "SELECT 1");

    assertThat(plain.seen).containsExactly("SET b = 1", "SELECT 1");
    assertThat(verdicts.get(0).group()).isEqualTo(Group.SETTING);
  }

  @Test
  void rowsCutOutOfOthersWithoutAnOrderAreNotCompared() {
    plain.says("SELECT a FROM t LIMIT 1", rows("l", "1"));
    server.says("SELECT a FROM t LIMIT 1", rows("", "2"));
    plain.says("SELECT b FROM t LIMIT 1", rows("l", "1"));

    run("SELECT a FROM t LIMIT 1", "SELECT b FROM t LIMIT 1");

    assertThat(verdicts).extracting(Verdict::group).containsExactly(Group.VARYING, Group.VARYING);
  }

  @Test
  void whereSparkNamesNoSqlStateNoneIsCompared() {
    plain.says("SELECT a", new Rejection("_LEGACY_ERROR_TEMP_0029", "", "no"));
    server.says("SELECT a", new Rejection("_LEGACY_ERROR_TEMP_0029", "42000", "no"));

    run("SELECT a");

    assertThat(reasons()).containsExactly("-");
  }

  @Test
  void varyingQueriesAndCommandsAreNotCounted() {
    plain.says("SELECT rand()", rows("v", "0.5"));
    plain.says("WITH t AS (SELECT 1) INSERT INTO u SELECT * FROM t", rows("c"));

    run("SELECT rand()", "WITH t AS (SELECT 1) INSERT INTO u SELECT * FROM t");

    assertThat(report.accepted()).isZero();
    assertThat(verdicts).extracting(Verdict::group).containsExactly(Group.VARYING, Group.SETUP);
  }

  @Test
  void whatAFileMadeIsDroppedOnBothSides() {
    run(
        "CREATE TABLE t (a INT)",
        "CREATE SCHEMA s",
        "CREATE TEMPORARY VIEW v AS SELECT 1",
        "SELECT 1");

    assertThat(plain.seen).endsWith("DROP TABLE IF EXISTS t", "DROP SCHEMA IF EXISTS s CASCADE");
    assertThat(server.seen).endsWith("DROP TABLE IF EXISTS t", "DROP SCHEMA IF EXISTS s CASCADE");
  }

  @Test
  void rowsThatFollowEachOtherAreInsertedTogether() {
    run(
        "INSERT INTO t VALUES (1, 'a;b')",
        "INSERT INTO u VALUES (1)",
        "INSERT INTO t VALUES (-2, '')",
        "INSERT INTO t VALUES (2.5, 'c')",
        "INSERT INTO t SELECT 1",
        "INSERT INTO u VALUES (3)",
        "SELECT 1");

    assertThat(plain.seen)
        .isEqualTo(server.seen)
        .containsExactly(
            "INSERT INTO t VALUES (1, 'a;b'), (-2, '')",
            "INSERT INTO u VALUES (1)",
            "INSERT INTO t VALUES (2.5, 'c')",
            "INSERT INTO t SELECT 1",
            "INSERT INTO u VALUES (3)",
            "SELECT 1");
  }

  @Test
  void rowsThatPlainSparkRefusesTogetherAreInsertedOneByOne() {
    plain.says("INSERT INTO t VALUES (1), (2)", UNSUPPORTED);

    run("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)", "SELECT 1");

    assertThat(server.seen)
        .contains("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)", "SELECT 1");
  }

  @Test
  void tablesAreDeltaTablesOnBothSides() {
    run("CREATE TABLE t USING parquet AS SELECT 1", "SELECT 'create using parquet'");

    for (FakeSide side : List.of(plain, server)) {
      assertThat(side.seen)
          .startsWith("CREATE TABLE t USING delta AS SELECT 1", "SELECT 'create using parquet'");
    }
  }

  @Test
  void theReportListsEveryMissWithItsReason() {
    server.says("SELECT 'a'\nFROM t", UNSUPPORTED);

    run("SELECT 'a'\nFROM t", "SELECT 2");

    assertThat(report.text())
        .contains("| same names, types and rows ", "50.00 %")
        .contains("### fails: UNSUPPORTED_FEATURE", "- f.sql 1: `SELECT 'a' FROM t`", "  cannot");
  }

  private static Rows rows(String flags, String... rows) {
    return new Rows(List.of(new Column("a", "INT")), List.of(rows), flags);
  }

  private void run(String... statements) {
    CorpusFile file = new CorpusFile("f.sql", Map.of(), List.of(statements));
    new FileRun(
            file,
            server,
            plain,
            Runnable::run,
            verdict -> {
              verdicts.add(verdict);
              report.add(verdict);
            })
        .run(new TreeSet<>(IntStream.rangeClosed(1, statements.length).boxed().toList()));
  }

  private List<String> reasons() {
    return verdicts.stream().map(v -> v.difference().map(Difference::reason).orElse("-")).toList();
  }
}
