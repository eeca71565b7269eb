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

class PlannerErrorsTest {
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

  /** The statement, then code, line, column, and a part of the message; \n is a line's end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          select l_tax form lineitem where          | PARSE_SYNTAX_ERROR      | 1 | 19 | at or near lineitem
          select (1 + 2                             | PARSE_SYNTAX_ERROR      | 1 | 14 | end of the statement
          select 1 +                                | PARSE_SYNTAX_ERROR      | 1 | 11 | missing after +
          select 1\\nfrom lineitem\\nwhere = 3      | PARSE_SYNTAX_ERROR      | 3 | 7  | at or near =
          select 'abc                               | PARSE_SYNTAX_ERROR      | 1 | 8  | string that begins here
          select `abc                               | PARSE_SYNTAX_ERROR      | 1 | 8  | identifier that begins here
          select 1 /* a /* b */                     | PARSE_SYNTAX_ERROR      | 1 | 10 | comment that begins here
          selct 1                                   | PARSE_SYNTAX_ERROR     | 1 | 1  | selct
          select * from lineitm                     | TABLE_OR_VIEW_NOT_FOUND | 1 | 15 | Did you mean lake.tpch.lineitem?
          select * from default.lineitem            | TABLE_OR_VIEW_NOT_FOUND | 1 | 15 | Did you mean lake.tpch.lineitem?
          select * from lake.tpch.nothing_like_it   | TABLE_OR_VIEW_NOT_FOUND | 1 | 15 | lake.tpch.nothing_like_it not found.
          select * from a.b.c.d                     | TABLE_OR_VIEW_NOT_FOUND | 1 | 15 | at most three parts
          select 1\\n\\nfrom /* x */ tpcx.lineitem  | SCHEMA_NOT_FOUND        | 3 | 14 | Did you mean tpch?
          select * from sea.tpch.lineitem           | CATALOG_NOT_FOUND       | 1 | 15 | There is lake.
          select l_taxx from lineitem               | UNRESOLVED_COLUMN       | 1 | 8  | Did you mean l_tax?
          select 'é😀', x.l_tax from lineitem l     | UNRESOLVED_COLUMN       | 1 | 15 | No table or alias x
          select l.l_taxx from lineitem l           | UNRESOLVED_COLUMN       | 1 | 10 | Did you mean l_tax?
          select n_name from nation, nation as m    | AMBIGUOUS_REFERENCE     | 1 | 8  | Column n_name could come
          select lenght('a')                        | UNRESOLVED_ROUTINE      | 1 | 8  | Did you mean length?
          select upper('a', 'b')                    | WRONG_NUM_ARGS          | 1 | 8  | upper does not take 2 arguments. It takes 1.
          select 1, lpad(n_name) from nation        | WRONG_NUM_ARGS          | 1 | 11 | It takes 2 or 3.
          select to_timestmp('x')                   | UNRESOLVED_ROUTINE      | 1 | 8  | Did you mean to_timestamp?
          select from_avro(n_name, 'x') from nation | UNSUPPORTED_FEATURE     | 1 | 8  | from_avro cannot be planned
          select abs(n_name = 'x') from nation      | DATATYPE_MISMATCH       | 1 | 8  | abs does not take a value of type BOOLEAN
          select sum(l_shipdate) from lineitem      | DATATYPE_MISMATCH       | 1 | 8  | DATE
          select l_shipdate * 2 from lineitem       | DATATYPE_MISMATCH       | 1 | 8  | DATE, INT
          select 1 from nation where upper(n_name)  | DATATYPE_MISMATCH       | 1 | 28 | WHERE must be a BOOLEAN
          select n_name, count(*) from nation       | MISSING_AGGREGATION     | 1 | 8  | n_name is neither grouped
          select 1 union select 1, 2                | INVALID_STATEMENT       | 1 | 23 | different numbers of columns
          select 1 from nation where sum(1) > 2     | INVALID_STATEMENT       | 1 | 28 | not allowed in WHERE
          select cast(1 as nonsense)                | UNSUPPORTED_FEATURE     | 1 | 18 | no data type nonsense
          select n_regionkey from nation union select r_name, 1 from region | INVALID_STATEMENT | 1 | 45 | different numbers
          """)
  void tellsWhatIsWrongAndWhere(
      String sql, ErrorCode code, int line, int column, String messagePart) {
    Failure failure = fixture.failure(sql.replace("\\n", "\n"));
    assertThat(failure.code()).as(failure.display()).isEqualTo(code);
    assertThat(failure.message()).contains(messagePart);
    assertThat(failure.position()).as(failure.display()).contains(new TextPosition(line, column));
  }

  @Test
  void misusedFunctionsAreToldUnderSparksConditions() {
    Failure count = fixture.failure("select upper('a', 'b')");
    assertThat(count.condition()).isEqualTo("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
    assertThat(count.sqlState()).isEqualTo("42605");
    Failure type = fixture.failure("select sqrt(true)");
    assertThat(type.condition()).isEqualTo("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
    assertThat(type.sqlState()).isEqualTo("42K09");
  }

  @Test
  void statementsAfterAnErrorArePlanned() {
    fixture.failure("select x");
    assertThat(fixture.query("select 1").columns()).hasSize(1);
  }

  @Test
  void refusesWhatIsNoSingleStatement() {
    assertThat(fixture.failure(" -- nothing\n ; ").code()).isEqualTo(ErrorCode.INVALID_STATEMENT);
    Failure two = fixture.failure("select 1;\nselect 2;");
    assertThat(two.message()).contains("more than one statement");
    assertThat(two.position()).contains(new TextPosition(2, 1));
    Failure nul = fixture.failure("select 1,\n '\0'");
    assertThat(nul.code()).isEqualTo(ErrorCode.INVALID_STATEMENT);
    assertThat(nul.position()).contains(new TextPosition(2, 3));
  }

  @Test
  void aWordThatBeginsNoStatementIsASyntaxError() {
    Failure failure = fixture.failure("-- a slip\n SELEC 1");
    assertThat(failure.code()).isEqualTo(ErrorCode.PARSE_SYNTAX_ERROR);
    assertThat(failure.message()).contains("SELEC", "Did you mean SELECT?");
    assertThat(failure.position()).contains(new TextPosition(2, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cache table nation                 | CACHE TABLE
          REFRESH TABLE nation               | REFRESH TABLE
          LOAD DATA INPATH x INTO TABLE t    | LOAD
          """)
  void namesTheKindThatIsNotSupported(String sql, String kind) {
    Failure failure = fixture.failure(sql);
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
    assertThat(failure.message()).contains("kind " + kind + " ").contains("Possible are");
  }

  @Test
  void lanesThatAreNotThereYetAreRefused() {
    Failure vector = fixture.failure("select 1", Map.of(PlanningContext.LANE, "vector"));
    assertThat(vector.code()).isEqualTo(ErrorCode.INVALID_SETTING);
    assertThat(vector.message()).contains("vector is not available yet");
    assertThat(fixture.failure("select 1", Map.of(PlanningContext.LANE, "x")).message())
        .contains("Use auto or spark");
    assertThat(fixture.failure("select 1", Map.of(PlanningContext.ENGINE_TEXT, "x")).code())
        .isEqualTo(ErrorCode.INVALID_SETTING);
  }

  @Test
  void runTimeErrorsAreLeftToTheEngine() {
    String sql =
        "select 1 / 0, 'abc' + 1, cast('x' as int), 2147483647 + 1, date '2024-02-30',"
            + " cast('2024-99-99' as date), 1 % 0";
    PlannedQuery query = fixture.planned(sql);
    assertThat(query.engineText())
        .contains("1 / 0", "'abc' + 1", "CAST('x' AS INT)", "2147483647 + 1", "1 % 0");
  }
}
