package io.penstock.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementKindTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "WITH t AS (SELECT 1) SELECT * FROM t",
        "VALUES (1)",
        "FROM t SELECT a",
        "table t |> where a = 1",
        "((SELECT 1))",
        "/* a /* b */ c */ -- d\n (\n SELECT 1)",
      })
  void queriesAreCompared(String statement) {
    assertThat(StatementKind.of(statement)).isEqualTo(StatementKind.QUERY);
  }

  @Test
  void settingsAreNoVariables() {
    assertThat(StatementKind.of("set spark.sql.x=1")).isEqualTo(StatementKind.SETTING);
    assertThat(StatementKind.of("RESET x")).isEqualTo(StatementKind.SETTING);
    assertThat(StatementKind.of("SET VAR x = 1")).isEqualTo(StatementKind.CHANGE);
    assertThat(StatementKind.of("SET VARIABLE x = 1")).isEqualTo(StatementKind.CHANGE);
  }

  @Test
  void theRestChangesOrShows() {
    assertThat(StatementKind.of("CREATE TEMPORARY VIEW t AS SELECT 1"))
        .isEqualTo(StatementKind.CHANGE);
    assertThat(StatementKind.of("insert into t values (1)")).isEqualTo(StatementKind.CHANGE);
    assertThat(StatementKind.of("EXPLAIN SELECT 1")).isEqualTo(StatementKind.OTHER);
    assertThat(StatementKind.of("desc t")).isEqualTo(StatementKind.OTHER);
  }
}
