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

  @Test
  void keepsAScriptInOnePiece() {
    for (String one :
        new String[] {
          "BEGIN END",
          "begin select 1; select 2; end",
          "/* a */ BEGIN NOT ATOMIC SELECT 1; END",
          "outer: BEGIN lbl: BEGIN SELECT 1; END lbl; END outer",
          "BEGIN IF x THEN SELECT 1; ELSEIF y THEN BEGIN SELECT 2; END; END IF; END",
          "BEGIN WHILE x < 3 DO SET x = CASE WHEN x = 1 THEN 2 ELSE 3 END; END WHILE; END",
          "BEGIN CASE x WHEN 1 THEN IF y THEN SELECT 1; END IF; ELSE SELECT 2; END CASE; END",
          "BEGIN a: LOOP LEAVE a; END LOOP a; LOOP END LOOP; END",
          "BEGIN REPEAT SET x = 1; UNTIL CASE WHEN y THEN 1 ELSE 2 END = 1 END REPEAT; END",
          "BEGIN REPEAT SET x = 1; UNTIL true END REPEAT; SELECT repeat('a', 2); END",
          "BEGIN FOR r AS SELECT t.begin, t.end, begin FROM t DO SELECT ';'; END FOR; END",
          "BEGIN DECLARE EXIT HANDLER FOR SQLSTATE '22012' BEGIN SELECT 1; END; SELECT 1/0; END",
          "BEGIN SELECT CASE a WHEN 1 THEN 2 END if FROM t; SELECT CASE b WHEN 1 THEN 2 END; END",
          "BEGIN MERGE INTO t USING s ON a = b WHEN NOT MATCHED THEN INSERT *; END"
        }) {
      assertThat(StatementText.of(one + ";\nselect 2;").complete())
          .containsExactly(one, "select 2");
      assertThat(StatementText.of(one.substring(0, one.length() - 5)).complete()).isEmpty();
    }
    assertThat(StatementText.of("BEGIN SELECT 1; SELECT 2;").rest()).isNotEmpty();
  }

  @Test
  void theWordsOfAScriptAreNoneElsewhere() {
    assertThat(StatementText.of("BEGIN; SELECT 1; END; BEGIN WORK; BEGIN TRANSACTION;").complete())
        .containsExactly("BEGIN", "SELECT 1", "END", "BEGIN WORK", "BEGIN TRANSACTION");
    assertThat(StatementText.of("SELECT begin, case FROM t; SELECT CASE WHEN a; SELECT 1;").all())
        .hasSize(3);
  }
}
