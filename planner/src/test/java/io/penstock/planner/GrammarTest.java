package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.TextPosition;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark's grammar is planned as, and what of it is refused. */
class GrammarTest {
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

  /** The select list of a statement without FROM, and how the plan's text has its first item. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '\1',
      quoteCharacter = '\0',
      textBlock =
          """
          1 == 2                                     ¦ 1 = 2
          1 <=> null                                 ¦ 1 <=> NULL
          7 div 2                                    ¦ 7 DIV 2
          1 % 2                                      ¦ 1 % 2
          1 & 2 ¦¦ 3                                 ¦ 1 & 2 ¦¦ 3
          ~1 ^ 2 & 3                                 ¦ ~ 1 ^ 2 & 3
          1 << 2 >> 3 >>> 4                          ¦ 1 << 2 >> 3 >>> 4
          'a' ¦¦ (1 + 2)                             ¦ 'a' ¦¦ (1 + 2)
          ('a' ¦¦ 1) + 2                             ¦ 'a' ¦¦ 1 + 2
          ('a' like 'b') = true                      ¦ ('a' LIKE 'b') = TRUE
          true = ('a' not rlike 'b')                 ¦ TRUE = ('a' NOT RLIKE 'b')
          'a' like any ('b', 'c')                    ¦ 'a' LIKE 'b' OR 'a' LIKE 'c'
          'a' not like all ('b', 'c')                ¦ 'a' NOT LIKE 'b' AND 'a' NOT LIKE 'c'
          not 1 = 2 and ! true                       ¦ NOT 1 = 2 AND NOT TRUE
          1 between 0 and 2 or 3 > 4                 ¦ 1 >= 0 AND 1 <= 2 OR 3 > 4
          1::string                                  ¦ CAST(1 AS STRING)
          cast('1' as long)                          ¦ CAST('1' AS BIGINT)
          try_cast('x' as int)                       ¦ TRY_CAST('x' AS INT)
          cast(1 as decimal)                         ¦ CAST(1 AS DECIMAL(10, 0))
          cast(null as map<string,array<int>>)       ¦ CAST(NULL AS MAP<STRING, ARRAY<INT>>)
          cast(null as struct<aB: int, `c d` string>) ¦ CAST(NULL AS STRUCT<`aB`: INT, `c d`: STRING>)
          1L                                         ¦ CAST(1 AS BIGINT)
          -128Y                                      ¦ CAST(-128 AS TINYINT)
          12BD                                       ¦ CAST(12 AS DECIMAL(2, 0))
          1e3BD                                      ¦ CAST(1000 AS DECIMAL(4, 0))
          2.5F                                       ¦ CAST(2.5 AS FLOAT)
          - 9223372036854775808                      ¦ -9223372036854775808
          x'1F'                                      ¦ X'1F'
          'a' "b" r'\\n'                             ¦ 'ab\\\\n'
          interval 100 days                          ¦ INTERVAL '100' DAY
          interval '1 day 2 hours'                   ¦ INTERVAL '1 02' DAY TO HOUR
          interval 1 week -1 days 3 minutes          ¦ INTERVAL '6 00:03' DAY TO MINUTE
          interval '1-2' year to month               ¦ INTERVAL '1-2' YEAR TO MONTH
          interval -'1 02:03:04.5' day to second     ¦ INTERVAL -'1 02:03:04.5' DAY TO SECOND
          dateadd(month, 2, date '2024-01-31')       ¦ TIMESTAMPADD(MONTH, 2, DATE '2024-01-31')
          date_diff(day, '2024-01-01', current_date) ¦ TIMESTAMPDIFF(DAY, '2024-01-01', CURRENT_DATE)
          substring('abc' from 2 for 1)              ¦ SUBSTRING('abc', 2, 1)
          position('a' in 'abc')                     ¦ POSITION('a', 'abc')
          trim(leading 'x' from 'xa')                ¦ TRIM(LEADING 'x' FROM 'xa')
          extract(years from date '2024-01-01')      ¦ EXTRACT('years', DATE '2024-01-01')
          extract(dow_iso from '2024-01-01')         ¦ EXTRACT('dow_iso', '2024-01-01')
          extract('h', time '10:11:12')              ¦ EXTRACT('h', CAST('10:11:12' AS TIME(6)))
          array(1, 2)[0]                             ¦ ARRAY(1, 2)[0]
          interval 1 microsecond                     ¦ CAST('0.000001' AS INTERVAL SECOND)
          interval -'20 15:40:32.99899999' day to second ¦ CAST('-20 15:40:32.998999' AS INTERVAL DAY TO SECOND)
          interval '-178956970-8' year to month      ¦ CAST('-178956970-8' AS INTERVAL YEAR TO MONTH)
          interval '-106751991 04:00:54.775808' day to second ¦ CAST('-106751991 04:00:54.775808' AS INTERVAL DAY TO SECOND)
          interval '2562047788:00' hour to minute    ¦ CAST('2562047788:00' AS INTERVAL HOUR TO MINUTE)
          interval '153722867280:54.775807' minute to second ¦ CAST('153722867280:54.775807' AS INTERVAL MINUTE TO SECOND)
          interval '- 1' day                         ¦ INTERVAL -'1' DAY
          cast('1-2' as interval year to month)      ¦ CAST('1-2' AS INTERVAL YEAR TO MONTH)
          time '10:11:12'                            ¦ CAST('10:11:12' AS TIME(6))
          cast('10:11:12' as time(3))                ¦ CAST('10:11:12' AS TIME(3))
          'a' collate unicode                        ¦ COLLATE('a', 'unicode')
          transform(array(1, 2), x -> x + 1)         ¦ TRANSFORM(ARRAY(1, 2), `x` -> `x` + 1)
          reduce(array(1), 0, (x, y) -> x + y)       ¦ REDUCE(ARRAY(1), 0, (`x`, `y`) -> `x` + `y`)
          4 / '2'                                    ¦ 4 / '2'
          identifier('abs')(-1)                      ¦ ABS(-1)
          identifier('co' ¦¦ 'alesce')(null, 1)      ¦ COALESCE(NULL, 1)
          named_struct('a', 1).identifier('a')       ¦ NAMED_STRUCT('a', 1)['a']
          cast(1 as variant):a.`b c`[0]['d']::int    ¦ CAST(VARIANT_GET(CAST(1 AS variant), '$.a[\\'b c\\'][0][\\'d\\']') AS INT)
          case 1 when 1 then 'a' end                 ¦ CASE WHEN 1 = 1 THEN 'a' ELSE NULL END
          """)
  void expressionsKeepTheirMeaning(String line) {
    String[] parts = line.replace("¦¦", "||").split("¦");
    String text = fixture.planned("select " + parts[0].strip() + " as c").engineText();
    assertThat(text.replace("\n", " ")).startsWith("SELECT " + parts[1].strip() + " AS `c` FROM");
    String again = fixture.planned(text).engineText();
    assertThat(again).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          from region select r_name where r_regionkey = 1 ; | SELECT `r_name` FROM `lake`.`tpch`.`region` WHERE `r_regionkey` = 1
          select f.x, f.g.z + 1 y from (select named_struct('x', 1, 'g', named_struct('z', 2)) f) where f.x > 0 | SELECT `f`['x'] AS `x`, `f`['g']['z'] + 1 AS `y` FROM
          select t.f.x, (t.f).X y from (select named_struct('x', 1) as f) t | SELECT NAMED_STRUCT('x', 1).`x` AS `x`, NAMED_STRUCT('x', 1)['X'] AS `y` FROM
          select struct(1, 'a').col2 as x | SELECT STRUCT(1, 'a')['col2'] AS `x` FROM
          select t.x from range(1, 10) as t(x) where t.x > 3 | SELECT `id` AS `x` FROM (SELECT * FROM RANGE(1, 10)) AS `t` WHERE `id` > 3
          table region | SELECT * FROM `lake`.`tpch`.`region`
          select * from values 1, 2 | SELECT * FROM (VALUES (1), (2)) AS `t` (`col1`)
          values (1, 2) as t(x, y) | SELECT * FROM (VALUES (1, 2)) AS `t` (`x`, `y`)
          select r_name n from region semi join nation on n_regionkey = r_regionkey | SELECT `r_name` AS `n` FROM `lake`.`tpch`.`region` WHERE EXISTS (SELECT * FROM `lake`.`tpch`.`nation` WHERE `n_regionkey` = `region`.`r_regionkey`)
          select r_name from region r left anti join (select 1 as r_regionkey) s using (r_regionkey) where r_name > 'a' | SELECT `r_name` FROM `lake`.`tpch`.`region` WHERE `r_name` > 'a' AND NOT EXISTS (SELECT * FROM (SELECT 1 AS `r_regionkey` FROM (VALUES (0)) AS `t` (`ZERO`)) AS `t0` WHERE `region`.`r_regionkey` = `r_regionkey`)
          select r_name, count(*) c from region group by all order by all desc | SELECT `r_name`, COUNT(*) AS `c` FROM `lake`.`tpch`.`region` GROUP BY `r_name` ORDER BY `r_name` DESC, 2 DESC
          select count(*) c from region group by all | SELECT COUNT(*) AS `c` FROM `lake`.`tpch`.`region`
          select r_name, count(*) c from region group by r_name, r_comment with rollup | SELECT `r_name`, COUNT(*) AS `c` FROM `lake`.`tpch`.`region` GROUP BY ROLLUP(`r_name`, `r_comment`)
          select r_name, count(*) c from region group by r_name, r_comment with cube | SELECT `r_name`, COUNT(*) AS `c` FROM `lake`.`tpch`.`region` GROUP BY CUBE(`r_name`, `r_comment`)
          select r_name, r_comment, count(*) c from region group by r_name, r_comment grouping sets (r_name, (r_comment)) | SELECT `r_name`, `r_comment`, COUNT(*) AS `c` FROM `lake`.`tpch`.`region` GROUP BY GROUPING SETS(`r_name`, `r_comment`)
          select upper(r_name) r_name from region group by r_name | SELECT UPPER(`r_name`) AS `r_name` FROM `lake`.`tpch`.`region` GROUP BY `r_name`
          select * except (r_comment) from region | SELECT `r_regionkey`, `r_name` FROM `lake`.`tpch`.`region`
          select 1 a except select 2 minus select 3 union select 4 intersect select 4 | SELECT *
          select `user`, date, year from (select 1 as user, 2 as date, 3 as year) | SELECT 1 AS `user`, 2 AS `date`, 3 AS `year` FROM (VALUES (0)) AS `t` (`ZERO`)
          from region ¦> where region.r_regionkey = 1 ¦> select region.r_name ¦> as t ¦> extend upper(t.r_name) as u | SELECT `r_name`, UPPER(`r_name`) AS `u` FROM `lake`.`tpch`.`region` WHERE `r_regionkey` = 1
          table region ¦> aggregate count(*) as c group by r_name as n ¦> order by n ¦> limit 1 | SELECT * FROM (SELECT `r_name` AS `n`, COUNT(*) AS `c` FROM `lake`.`tpch`.`region` GROUP BY `r_name` ORDER BY `r_name`) AS
          table region ¦> join nation on n_regionkey = r_regionkey ¦> select region.r_name, nation.n_name | SELECT `region`.`r_name`, `nation`.`n_name` FROM `lake`.`tpch`.`region` INNER JOIN `lake`.`tpch`.`nation` ON
          select * from region ¦> drop r_comment ¦> union all select 1, 'x' | SELECT * FROM (SELECT `r_regionkey`, `r_name` FROM `lake`.`tpch`.`region` UNION ALL SELECT 1
          from region ¦> where r_regionkey = 1 ¦> set r_name = upper(r_name), r_comment = r_name ¦¦ 'y' | SELECT `r_regionkey`, UPPER(`r_name`) AS `r_name`, UPPER(`r_name`) ¦¦ 'y' AS `r_comment` FROM `lake`.`tpch`.`region` WHERE `r_regionkey` = 1
          select 3 as x, r_name from region ¦> aggregate count(*) as c group by 2 | SELECT `r_name`, COUNT(*) AS `c` FROM `lake`.`tpch`.`region` GROUP BY `r_name`
          values (3, 4) as t(x, y) ¦> aggregate sum(y) as s group by 1 | SELECT `x`, SUM(`y`) AS `s` FROM (VALUES (3, 4)) AS `t` (`x`, `y`) GROUP BY `x`
          select struct(1 as a, r_name, 5) as s from region | SELECT NAMED_STRUCT('a', 1, 'r_name', `r_name`, 'col3', 5) AS `s` FROM `lake`.`tpch`.`region`
          select * from explode(collection => array(1)) | SELECT * FROM EXPLODE(ARRAY(1))
          select r_name, v from region lateral view outer explode(array(r_regionkey)) t as v | SELECT `$cor0`.`r_name`, `t`.`col` AS `v` FROM `lake`.`tpch`.`region` AS `$cor0`, LATERAL (SELECT * FROM EXPLODE_OUTER(ARRAY(`$cor0`.`r_regionkey`))) AS `t`
          select explode(array(r_regionkey, 2)) as elem, 'x' as y from region where r_regionkey > 1 | SELECT `t`.`col` AS `elem`, 'x' AS `y` FROM `lake`.`tpch`.`region` AS `$cor0`, LATERAL (SELECT * FROM EXPLODE(ARRAY(`$cor0`.`r_regionkey`, 2))) AS `t` WHERE `$cor0`.`r_regionkey` > 1
          select inline(array(struct(r_name, 1))) from region | SELECT `t`.`r_name`, `t`.`col2` FROM `lake`.`tpch`.`region` AS `$cor0`, LATERAL (SELECT * FROM INLINE(ARRAY(STRUCT(`$cor0`.`r_name`, 1)))) AS `t`
          select posexplode(array(1)) | SELECT * FROM POSEXPLODE(ARRAY(1))
          select v.*, x from (values (1)) v, lateral (select explode(array(col1)) as x) | SELECT * FROM (VALUES (1)) AS `$cor0` (`col1`), LATERAL (SELECT `col` AS `x` FROM EXPLODE(ARRAY(`$cor0`.`col1`))) AS `t1`
          select * from region union all table region order by all desc | SELECT * FROM (SELECT * FROM `lake`.`tpch`.`region` UNION ALL SELECT * FROM `lake`.`tpch`.`region`) AS `t1` ORDER BY `r_regionkey` DESC, `r_name` DESC, `r_comment` DESC
          select k, v from explode(map('a', 1)) as t(k, v) | SELECT `key` AS `k`, `value` AS `v` FROM EXPLODE(MAP('a', 1))
          select t.* from region, lateral inline(array(struct(r_name, 1))) as t(a, b) | SELECT `t`.`r_name` AS `a`, `t`.`col2` AS `b` FROM
          with abc as (select 1 as x) select aBC.X as y from aBC | SELECT 1 AS `y` FROM
          select identifier('r_name') from identifier('tpch.region') | SELECT `r_name` FROM `lake`.`tpch`.`region`
          select identifier('t').`r_name` as identifier('n'), t.identifier('r_name') from identifier('tpch').region identifier('t') | SELECT `r_name` AS `n`, `r_name` FROM `lake`.`tpch`.`region`
          with v(identifier('c')) as (values (1)) select identifier('`v`.c') from identifier('V') | SELECT `col1` AS `c` FROM (VALUES (1)) AS `t` (`col1`)
          select v.col1 from (values (1, 'a')) v | SELECT `col1` FROM (VALUES (1, 'a')) AS `t` (`col1`, `col2`)
          select count(*) c from region having sum(r_regionkey) + 1 | SELECT COUNT(*) AS `c` FROM `lake`.`tpch`.`region` HAVING CAST(SUM(`r_regionkey`) + 1 AS BOOLEAN)
          select r_name, count(*) > 1 as f from region group by r_name having f | SELECT `r_name`, COUNT(*) > 1 AS `f` FROM `lake`.`tpch`.`region` GROUP BY `r_name` HAVING COUNT(*) > 1
          select r_name from region limit all | SELECT `r_name` FROM `lake`.`tpch`.`region`
          select r_name from region join nation | SELECT `region`.`r_name` FROM `lake`.`tpch`.`region` CROSS JOIN `lake`.`tpch`.`nation`
          """)
  void queriesKeepTheirMeaning(String sql, String expected) {
    PlannedQuery query = fixture.planned(sql.replace("¦", "|"));
    assertThat(query.engineText().replace("\n", " ")).startsWith(expected.replace("¦", "|"));
    assertThat(fixture.query(query.engineText()).schema()).isEqualTo(query.schema());
  }

  /** Words that the standard reserves, and Spark does not, as names without back-ticks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "date",
        "time",
        "timestamp",
        "value",
        "year",
        "position",
        "order",
        "group",
        "limit",
        "table",
        "values",
        "end",
        "when",
        "all",
        "filter",
        "first",
        "left",
        "interval",
        "map",
        "array",
        "row",
        "rows",
        "window",
        "offset",
        "version",
        "over",
        "with",
        "default"
      })
  void hardlyAWordIsReserved(String word) {
    String sql =
        "select %1$s, count(t.%1$s) as x from (select 1 as %1$s) t"
            + " where %1$s + 1 > 0 group by %1$s order by %1$s";
    assertThat(fixture.query(sql.formatted(word)).columns().get(0).field().getName())
        .isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          select 1 from region version as of 3                  | 22 | Time travel
          select 1 from region for timestamp as of '2024-01-01' | 22 | Time travel
          select 1 from region@v3                               | 21 | Time travel
          select 1 from delta.`/data/x`                         | 21 | A table by its path
          select 1 from region tablesample (10 percent)         | 22 | TABLESAMPLE
          select 1 from collations()                            | 15 | A function in FROM
          select 1 from explode(input => array(1))              | 15 | A function in FROM
          select 1 from region lateral view f(x) t as a, b      | 22 | LATERAL VIEW
          select 1 from region lateral view outer stack(1, 2) t | 22 | LATERAL VIEW
          select :name                                          | 8  | A named parameter
          select upper(r_name as a) from region                 | 25 | An argument with a name
          select f(a => 1)                                      | 10 | A named argument
          select v:a[r_regionkey] from region                   | 9  | path into a VARIANT
          select identifier(ab)                                 | 8  | IDENTIFIER
          select 1 as identifier('a.b')                         | 13 | IDENTIFIER
          select extract(fortnight from current_date)           | 8  | Function extract
          select extract(day from interval '1' month)           | 8  | Function extract
          from region ¦> set r.r_name = 'x'                     | 20 | SET of a name with dots
          from region ¦> aggregate count(*) group by all        | 44 | GROUP BY in a pipe
          from region ¦> aggregate count(*) group by 1          | 16 | Such an AGGREGATE
          select * from region pivot (sum(x) for y in (1, 2 as two)) | 22 | PIVOT
          select * from region unpivot (x for y in (a, b as c)) | 22 | UNPIVOT
          select transform(a) using 'cat' as (b string) from region | 1 | TRANSFORM
          select interval 1 month 1 day                         | 8  | This interval
          select interval '178956971' year                      | 8  | This interval
          select interval '-178956970-9' year to month          | 8  | This interval
          select interval '25620477880:00' hour to minute       | 8  | This interval
          select 128Y                                           | 8  | too large for its type
          select 1 from region limit 1 + 1                      | 28 | LIMIT or OFFSET
          select 1 from region left semi join nation on true full join nation n on true | 52 | behind a SEMI
          select * from region group by all                     | 31 | GROUP BY ALL with a star
          select explode(array(1)), count(*) from region        | 8  | Function explode
          select *, explode(array(1)) from region               | 11 | Function explode
          select cast(r_name as string collate unicode) from region | 30 | COLLATE
          select 1 is ! null                                    | 13 | exclamation mark
          select f.* from (select named_struct('x', 1) as f)    | 8  | All fields of the column f
          select dateadd('day', 1, current_date)                | 8  | dateadd with such a unit
          with a as (select 1), A as (select 2) select * from a | 39 | WITH with a name twice
          """)
  void whatHasNoPlanIsRefusedWhereItStands(String sql, int column, String what) {
    Failure failure = fixture.failure(sql.replace("¦", "|"));
    assertThat(failure.code()).as(failure.display()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
    assertThat(failure.message()).contains(what);
    assertThat(failure.position()).as(failure.display()).contains(new TextPosition(1, column));
  }

  @Test
  void recursionIsPlanned() {
    PlannedQuery query =
        fixture.query(
            "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5)"
                + " select sum(n) as s from r");
    assertThat(query.schema().toString()).contains("s: Int(64, true)");
  }

  @Test
  void anOuterLateralJoinIsNotWrittenAsAnInnerOne() {
    String sql = "select * from region left join lateral (select r_name as x) on true";
    assertThat(fixture.query(sql).columns()).hasSize(4);
    assertThat(fixture.failure(sql, Map.of(PlanningContext.ENGINE_TEXT, "planned")).message())
        .contains("outer lateral join");
  }

  @Test
  void aCommentThatDoesNotEndIsToldUnderSparksCondition() {
    assertThat(fixture.failure("select 1 /* a /* b */").condition())
        .isEqualTo("UNCLOSED_BRACKETED_COMMENT");
  }

  @Test
  void anErrorOfSyntaxBehindARefusalIsTold() {
    Failure failure = fixture.failure("select :a from range(3) where )");
    assertThat(failure.code()).isEqualTo(ErrorCode.PARSE_SYNTAX_ERROR);
    Failure second = fixture.failure("select :a\nfrom t order by )");
    assertThat(second.position()).contains(new TextPosition(2, 17));
  }

  @Test
  void aFieldThatIsNotThereIsTold() {
    Failure failure = fixture.failure("select f.z from (select named_struct('x', 1) as f)");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNRESOLVED_COLUMN);
    assertThat(failure.message()).contains("no field z");
  }

  @Test
  void positionsAreThoseOfTheAuthorsText() {
    String sql = "select 'é😀' \"x\", -- a comment\r\n /* /* nested */ */ 1L + nowhere from nation";
    Failure failure = fixture.failure(sql);
    assertThat(failure.code()).isEqualTo(ErrorCode.UNRESOLVED_COLUMN);
    assertThat(failure.position()).contains(new TextPosition(2, 26));
  }
}
