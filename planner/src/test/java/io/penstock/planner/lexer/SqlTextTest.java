package io.penstock.planner.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.planner.lexer.Token.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
  private static String tokens(String sql) {
    return SqlText.of(sql).tokens().stream()
        .map(t -> t.kind().name().charAt(0) + ":" + t.text())
        .collect(Collectors.joining(" "));
  }

  @Test
  void cutsWordsNumbersAndSymbols() {
    assertThat(tokens("select a.b, 1.5e-3,.5, 2L t1.x<=>3!=4||5"))
        .isEqualTo(
            "W:select W:a S:. W:b S:, N:1.5e-3 S:, N:.5 S:, N:2L W:t1 S:. W:x S:<=> N:3 S:!= N:4"
                + " S:|| N:5");
    assertThat(tokens("1d_x 1e 12.a t.1a")).isEqualTo("W:1d_x W:1e N:12 S:. W:a W:t S:. W:1a");
  }

  @Test
  void skipsComments() {
    assertThat(tokens("1 -- a 'b\n2 /* c /* d */ -- e */ 3 --x\\\ny\n4"))
        .isEqualTo("N:1 N:2 N:3 N:4");
  }

  @Test
  void keepsWhatStandsInQuotes() {
    assertThat(tokens("'a;--' \"b'/*\" `c``;` r'\\' 'd\\'e' 'f''g'"))
        .isEqualTo("S:'a;--' S:\"b'/*\" Q:`c``;` S:r'\\' S:'d\\'e' S:'f''g'");
  }

  @Test
  void dropsTrailingSemicolons() {
    SqlText text = SqlText.of("select 1 -- one\n ; ; -- end");
    assertThat(text.tokens()).hasSize(2);
    assertThat(text.text()).isEqualTo("select 1 -- one\n ");
  }

  @Test
  void aScriptIsOneStatement() {
    for (String script :
        new String[] {
          "BEGIN END",
          "begin NOT ATOMIC select 1; select 2; end",
          "`a b`: BEGIN SELECT 1; END `a b`",
          "BEGIN SELECT 1; END; SELECT 2"
        }) {
      assertThat(SqlText.of(script + "; ;").text()).isEqualTo(script);
      assertThat(SqlText.of(script).isScript()).isTrue();
      assertThat(SqlText.of("EXPLAIN EXTENDED " + script).isScript()).isFalse();
    }
    for (String other : new String[] {"BEGIN", "begin work", "BEGIN TRANSACTION", "SELECT begin"}) {
      assertThat(SqlText.of(other + ";").isScript()).isFalse();
    }
    assertThatThrownBy(() -> SqlText.of("BEGIN; SELECT 1; END"))
        .hasMessageContaining("more than one statement");
  }

  @Test
  void findsLinesAndColumns() {
    SqlText text = SqlText.of("a\r\nb\rc\nd e");
    assertThat(
            text.tokens().stream()
                .map(t -> text.position(t.start()))
                .map(p -> p.line() + ":" + p.column())
                .toList())
        .isEqualTo(List.of("1:1", "2:1", "3:1", "4:1", "4:3"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      delimiter = '|',
      textBlock =
          """
          'it''s'          | it's
          "a""b'c"         | a"b'c
          'a\\'b'          | a'b
          'a\\tb'          | a	b
          'caf\\u00e9'     | café
          '\\U0001F600'    | 😀
          '\\101\\102'     | AB
          '100\\%\\_'      | 100\\%\\_
          '\\q\\\\'        | q\\
          r'\\d+'          | \\d+
          """)
  void unescapesLikeSpark(String literal, String value) {
    Token token = SqlText.of(literal).tokens().get(0);
    assertThat(token.kind()).isEqualTo(Kind.STRING);
    assertThat(StringLiterals.value(token)).isEqualTo(value);
  }
}
