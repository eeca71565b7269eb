package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnNamesTest {
  @TempDir static Path folder;
  static PlannerFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new PlannerFixture(folder);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  /** Names that the author did not give are followed by a star. */
  private static String names(String sql) {
    return fixture.query(sql).columns().stream()
        .map(c -> c.field().getName() + (c.named() ? "" : "*"))
        .collect(Collectors.joining("; "));
  }

  @Test
  void keepsTheAuthorsSpelling() {
    assertThat(names("select N_Name, n.N_RegionKey, n_name `My Name`, 1 AS One from NATION n"))
        .isEqualTo("N_Name; N_RegionKey; My Name; One");
    assertThat(names("select N_Name, count(*) C from nation group by 1 order by n_name"))
        .isEqualTo("N_Name; C");
  }

  @Test
  void duplicatesStay() {
    assertThat(names("select 1 a, 2 a, n_name, n_name from nation"))
        .isEqualTo("a; a; n_name; n_name");
    assertThat(names("select r.*, m.* from region r join region m on r.r_name = m.r_name"))
        .isEqualTo("r_regionkey; r_name; r_comment; r_regionkey; r_name; r_comment");
    // The number is Calcite's: the engine knows the name.
    assertThat(names("select * from region a, lateral (select a.*, b.* from region b) t"))
        .isEqualTo(
            "r_regionkey; r_name; r_comment; r_regionkey; r_name; r_comment; r_regionkey0*; r_name0*; r_comment0*");
  }

  @Test
  void starsHaveTheTablesSpelling() {
    assertThat(names("select 1 x, *, 2 from region"))
        .isEqualTo("x; r_regionkey; r_name; r_comment; 2*");
    assertThat(names("select * from (select R_NAME, count(*) from region group by R_NAME) t"))
        .isEqualTo("R_NAME; count(1)*");
    assertThat(names("select * except (r_comment) from region")).isEqualTo("r_regionkey; r_name");
  }

  @Test
  void columnsThatAPipeSetsHaveTheNamesGivenThere() {
    assertThat(names("table region |> set R_Name = r_comment"))
        .isEqualTo("r_regionkey; R_Name; r_comment");
    assertThat(names("select r_name n, 1 as x from region |> set N = upper(n), X = x + 1"))
        .isEqualTo("N; X");
  }

  @Test
  void setOperationsTakeTheFirstQuerysNames() {
    assertThat(names("(select 1 as A) union all select 2 as b order by 1")).isEqualTo("A");
    assertThat(names("with t as (select 1 as A) select * from t")).isEqualTo("A");
  }

  @Test
  void namelessExpressionsAreNamedLikeSparkDoes() {
    assertThat(
            names(
                "select count(*), sum(l_tax), l_tax + 1, cast(l_tax as int), cast(1 as int),"
                    + " 'text', upper(l_comment), null, true, not l_tax > 1, count(distinct l_tax)"
                    + " from lineitem group by l_tax, l_comment"))
        .isEqualTo(
            "count(1)*; sum(l_tax)*; (l_tax + 1)*; l_tax*; CAST(1 AS INT)*; text*;"
                + " upper(l_comment)*; NULL*; true*; (NOT (l_tax > 1))*; count(DISTINCT l_tax)*");
    assertThat(names("values (1, 'a')")).isEqualTo("col1*; col2*");
    assertThat(names("select col1 from values (1)")).isEqualTo("col1");
  }

  @Test
  void textForTheEngineNamesEveryColumn() {
    PlannedQuery query = fixture.planned("select sum(n_nationkey), N_Name from nation group by 2");
    assertThat(query.engineText()).contains("AS `sum(n_nationkey)`", "AS `N_Name`");
    assertThat(query.rewritten()).isTrue();
  }

  @Test
  void parametersHaveTypes() {
    PlannedQuery query =
        fixture.query(
            "select ? from lineitem where l_orderkey = ? and l_shipdate < ? and l_tax > ? * 2"
                + " and l_comment like ?");
    assertThat(query.parameterSchema().getFields().stream().map(f -> f.getType().toString()))
        .isEqualTo(List.of("Utf8", "Int(64, true)", "Date(DAY)", "Int(32, true)", "Utf8"));
    assertThat(query.parameterSchema().getFields()).allMatch(f -> f.isNullable());
  }
}
