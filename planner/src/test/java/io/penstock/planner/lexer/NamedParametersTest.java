package io.penstock.planner.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.PenstockException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {
  @Test
  void namesBecomeQuestionMarksAndEverythingElseStaysWhereItWas() {
    NamedParameters parameters =
        NamedParameters.of("SELECT :b, f(:`a b`) FROM t WHERE x =:b LIMIT :n");

    assertThat(parameters.text()).isEqualTo("SELECT ? , f(?     ) FROM t WHERE x =?  LIMIT ? ");
    assertThat(parameters.names()).containsExactly("b", "a b", "n");
    assertThat(parameters.uses()).containsExactly(0, 1, 0, 2);
    assertThat(parameters.positional(List.of(10, 20, 30))).containsExactly(10, 20, 10, 30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT v:field, (v):f, a[0]:f, `v`:f FROM t",
        "SELECT cast(x AS STRUCT<a: INT, b:STRING>)",
        "SELECT x::INT, ':p', \":p\" -- :p\n/* :p */",
        "SELECT '12:30', : p",
        "SELECT 1"
      })
  void otherColonsAreLeftAlone(String sql) {
    NamedParameters parameters = NamedParameters.of(sql);

    assertThat(parameters.text()).isEqualTo(sql);
    assertThat(parameters.names()).isEmpty();
  }

  @Test
  void bothKindsInOneStatementAreRefused() {
    assertThatThrownBy(() -> NamedParameters.of("SELECT :a,\n ?"))
        .isInstanceOfSatisfying(
            PenstockException.class,
            e ->
                assertThat(e.failure().display())
                    .startsWith("[INVALID_QUERY_MIXED_QUERY_PARAMETERS] ")
                    .endsWith("Use either :name or ?. (line 2, column 2) SQLSTATE: 42613"));
  }
}
