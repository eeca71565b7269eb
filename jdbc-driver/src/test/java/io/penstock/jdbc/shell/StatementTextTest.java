package io.penstock.jdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatementTextTest {

  @Test
  void cutsAtSemicolons() {
    assertThat(StatementText.of("select 1; select 2 ;\n select 3").all())
        .containsExactly("select 1", "select 2", "select 3");
    assertThat(StatementText.of(" ;; ; -- nothing\n ; /* at all */").all()).isEmpty();
  }

  @Test
  void doesNotCutInsideStringsNamesAndComments() {
    for (String one :
        new String[] {
          "select ';'",
          "select 'it''s; ' || \";\"",
          "select '\\';'",
          "select `a;b`",
          "select 1 -- one; two\n + 1",
          "select /* a; /* b; */ c; */ 1",
          "select r'\\' || ';'"
        }) {
      assertThat(StatementText.of(one + ";").complete()).containsExactly(one);
      assertThat(StatementText.of(one + "; select 2").all()).containsExactly(one, "select 2");
    }
  }

  @Test
  void knowsWhetherAStatementGoesOn() {
    assertThat(StatementText.of("select").rest()).isEqualTo("select");
    assertThat(StatementText.of("select 1;").rest()).isEmpty();
    assertThat(StatementText.of("select 1; -- done").rest()).isEmpty();
    assertThat(StatementText.of("select 'a;").open()).isTrue();
    assertThat(StatementText.of("/* a;").open()).isTrue();
    assertThat(StatementText.of("select 'a';").open()).isFalse();
  }
}
