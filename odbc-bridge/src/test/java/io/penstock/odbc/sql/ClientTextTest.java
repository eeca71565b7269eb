package io.penstock.odbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientTextTest {
  @Test
  void splitsOutsideStringsNamesAndComments() {
    assertThat(texts("a ';' \";\" `;` /* ; /* ; */ */ b; c -- ;\n d ;; ; -- e"))
        .containsExactly("a ';' `;` `;` /* ; /* ; */ */ b", "c -- ;\n d");
    assertThat(texts("  ")).isEmpty();
  }

  @Test
  void leavesAScriptInOnePiece() {
    String script = "BEGIN DECLARE \"a\" INT; /* ; */ SET a = 1; SELECT a; END";
    assertThat(texts("x; -- one\n" + script + ";"))
        .containsExactly("x", "-- one\n" + script.replace('"', '`') + ";");
    assertThat(command(script)).isEmpty();
    assertThat(command("l: BEGIN SELECT 1; END")).isEmpty();
    assertThat(texts("BEGIN; a; BEGIN WORK; BEGIN NOT DEFERRABLE; b")).hasSize(5);
    assertThat(command("BEGIN READ ONLY")).contains(new ClientCommand.Begin("BEGIN"));
  }

  @Test
  void writesNamesAndLiteralsAsSparkReadsThem() {
    assertThat(texts("\"a`b\"\"c\" 'it''s' 'a\\b' E'\\x41\\n\\'\\\\' r'\\d' -- x \\\n1"))
        .containsExactly("`a``b\"c` 'it''s' 'a\\\\b' 'A\n\\'\\\\' r'\\d' -- x /\n1");
    assertThat(ClientText.split("'\\'; x'", true).get(0).text()).isEqualTo("'\\'; x'");
    assertThat(texts("'\\'; x")).containsExactly("'\\\\'", "x");
  }

  @Test
  void numbersTheMarksOfParameters() {
    ClientStatement statement = one("f($2, '$1', \"$1\", $1 /*$3*/, $2, a$1, $10)");
    assertThat(statement.text()).isEqualTo("f(?, '$1', `$1`, ? /*$3*/, ?, a$1, ?)");
    assertThat(statement.parameters()).containsExactly(2, 1, 2, 10);
    assertThatThrownBy(() -> one("x $0")).isInstanceOf(PenstockException.class);
    assertThatThrownBy(() -> one("x ?")).hasMessageContaining("line 1, column 3");
  }

  @Test
  void saysWhatDoesNotEnd() {
    for (String text : new String[] {"\n 'a", "\n \"a", "\n `a", "\n /* a /* */", "\n E'a\\'"}) {
      assertThatThrownBy(() -> one(text)).hasMessageContaining("line 2, column 2");
    }
  }

  @Test
  void findsPlacesInTheClientsText() {
    List<ClientStatement> two = ClientText.split("x;\n '\\' $1\r\n \"😀\" b", false);
    ClientStatement second = two.get(1);
    assertThat(second.text()).isEqualTo("'\\\\' ?\r\n `😀` b");
    assertThat(second.characterOf(new TextPosition(1, 1))).isEqualTo(5);
    assertThat(second.characterOf(new TextPosition(1, 6))).isEqualTo(9);
    assertThat(second.characterOf(new TextPosition(2, 2))).isEqualTo(14);
    assertThat(second.characterOf(new TextPosition(2, 7))).isEqualTo(18);
    assertThat(second.characterOf(new TextPosition(9, 9))).isEqualTo(19);
  }

  @Test
  void readsTheDoorsCommands() {
    assertThat(command("begin isolation level serializable"))
        .contains(new ClientCommand.Begin("BEGIN"));
    assertThat(command("END")).contains(new ClientCommand.Commit());
    assertThat(command("rollback to savepoint x")).contains(new ClientCommand.RollbackTo());
    assertThat(command("SET SESSION search_path TO a, \"B\" , 'c'"))
        .contains(new ClientCommand.Set("search_path", List.of("a", "B", "c")));
    assertThat(command("SET \"TimeZone\" = -03"))
        .contains(new ClientCommand.Set("TimeZone", List.of("-03")));
    assertThat(command("set time zone local"))
        .contains(new ClientCommand.Set("timezone", List.of()));
    assertThat(command("set names 'utf8'"))
        .contains(new ClientCommand.Set("client_encoding", List.of("utf8")));
    assertThat(command("SET spark.sql.session.timeZone = Europe/Berlin"))
        .contains(new ClientCommand.Set("spark.sql.session.timezone", List.of("Europe/Berlin")));
    assertThat(command("SET session characteristics as transaction read only"))
        .contains(new ClientCommand.Ignored("SET"));
    assertThat(command("show known")).contains(new ClientCommand.Show("known"));
    assertThat(command("deallocate \"_P\""))
        .contains(new ClientCommand.Deallocate(Optional.of("_P")));
    for (String other : new String[] {"show tables", "set", "set x", "select 1", "(select 1)"}) {
      assertThat(command(other)).isEmpty();
    }
  }

  private static Optional<ClientCommand> command(String text) {
    return CommandReader.read(one(text), "known"::equals);
  }

  private static ClientStatement one(String text) {
    return ClientText.split(text, false).get(0);
  }

  private static List<String> texts(String text) {
    return ClientText.split(text, false).stream().map(ClientStatement::text).toList();
  }
}
