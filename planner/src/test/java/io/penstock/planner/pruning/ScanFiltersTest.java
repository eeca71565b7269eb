package io.penstock.planner.pruning;

import static io.penstock.planner.pruning.PruningLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far conditions reach down a query. */
class ScanFiltersTest {
  @TempDir Path folder;
  private PruningLake lake;

  @BeforeEach
  void open() throws Exception {
    lake = new PruningLake(folder);
    for (String table : List.of("t", "u")) {
      lake.table(
          table,
          List.of("i int", "k int"),
          List.of(),
          range("a", "i", "0", "9"),
          range("b", "i", "10", "19"));
    }
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void assertReads(String sql, List<String> ofT, List<String> ofU) {
    assertThat(lake.files("t", sql)).isEqualTo(ofT);
    assertThat(lake.files("u", sql)).isEqualTo(ofU);
  }

  private static final List<String> A = List.of("a");
  private static final List<String> B = List.of("b");
  private static final List<String> ALL = List.of("a", "b");

  @Test
  void joins() {
    String join = "SELECT 1 FROM t %s JOIN u ON t.k = u.k AND t.i = 3 AND u.i = 13 %s";
    assertReads(join.formatted("", ""), A, B);
    assertReads(join.formatted("LEFT", ""), ALL, B);
    assertReads(join.formatted("RIGHT", ""), A, ALL);
    assertReads(join.formatted("FULL", ""), ALL, ALL);
    String where = "SELECT 1 FROM t %s JOIN u ON t.k = u.k WHERE t.i = 3 AND u.i = 13";
    assertReads(where.formatted(""), A, B);
    assertReads(where.formatted("LEFT"), A, ALL);
    assertReads(where.formatted("RIGHT"), ALL, B);
    assertReads(where.formatted("FULL"), ALL, ALL);
    assertReads("SELECT 1 FROM t, u WHERE t.i = 3 AND u.i IN (11, 12)", A, B);
    assertReads("SELECT 1 FROM t, u WHERE t.i = 3 OR u.i = 12", ALL, ALL);
    assertReads("SELECT 1 FROM t, u WHERE (t.i = 3 AND u.i = 12) OR (t.i = 4 AND u.i = 13)", A, B);
  }

  @Test
  void allScansOfATableTogether() {
    assertReads("SELECT 1 FROM t WHERE i = 3 UNION ALL SELECT i FROM t WHERE i = 13", ALL, ALL);
    assertReads("SELECT 1 FROM t x JOIN t y ON x.k = y.k WHERE x.i = 3 AND y.i = 4", A, ALL);
    assertReads("WITH c AS (SELECT * FROM t) SELECT 1 FROM c WHERE i = 3", A, ALL);
    assertReads(
        "WITH c AS (SELECT * FROM t) SELECT 1 FROM c x, c y WHERE x.i = 3 AND y.i = 13", ALL, ALL);
    assertReads("SELECT 1 FROM (SELECT i FROM t UNION ALL SELECT i FROM u) x WHERE i = 13", B, B);
  }

  @Test
  void subQueries() {
    assertReads("SELECT 1 FROM t WHERE k IN (SELECT k FROM u WHERE u.i = 13) AND i = 3", A, B);
    assertReads(
        "SELECT 1 FROM t WHERE k = (SELECT max(k) FROM t WHERE i = 13) AND i = 3", ALL, ALL);
    assertReads(
        "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.i = t.i AND u.i < 5)", ALL, A);
    assertReads("SELECT (SELECT max(i) FROM u WHERE i > 15) FROM t WHERE i = 3", A, B);
    assertReads("SELECT 1 FROM t WHERE i = 3 OR k IN (SELECT k FROM u)", ALL, ALL);
  }

  @Test
  void projectionsGroupsAndWindows() {
    assertReads("SELECT 1 FROM (SELECT i AS x, k + 1 AS y FROM t) WHERE x = 3", A, ALL);
    assertReads("SELECT 1 FROM (SELECT i + 1 AS x FROM t) WHERE x = 3", ALL, ALL);
    assertReads(
        "SELECT 1 FROM (SELECT i, row_number() OVER (ORDER BY k) AS n FROM t) WHERE i = 3",
        ALL,
        ALL);
    assertReads("SELECT i, count(*) FROM t GROUP BY i HAVING i = 3 AND count(*) > 1", A, ALL);
    assertReads("SELECT k, max(i) FROM t GROUP BY k HAVING max(i) = 3", ALL, ALL);
    assertReads("SELECT count(*) FROM t HAVING count(*) = 0", ALL, ALL);
    assertReads("SELECT i, count(*) FROM t GROUP BY ROLLUP (i) HAVING i = 3", ALL, ALL);
    assertReads("SELECT 1 FROM (SELECT i FROM t ORDER BY i) WHERE i = 3", A, ALL);
    assertReads("SELECT 1 FROM (SELECT i FROM t ORDER BY i LIMIT 3) WHERE i = 13", ALL, ALL);
    assertReads("SELECT 1 FROM (SELECT DISTINCT i FROM t) WHERE i = 13", B, ALL);
    assertReads("SELECT i FROM t EXCEPT SELECT i FROM t WHERE i = 3", ALL, ALL);
  }
}
