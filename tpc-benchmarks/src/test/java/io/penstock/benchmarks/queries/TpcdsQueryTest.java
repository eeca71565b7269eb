package io.penstock.benchmarks.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.benchmarks.console.ToolException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TpcdsQueryTest {
  private static final List<TpcdsQuery> QUERIES = TpcdsQuery.all(Path.of("target/spark-texts"));

  @Test
  void thereAreOneHundredAndThreeTexts() {
    assertThat(QUERIES).hasSize(103);
    assertThat(QUERIES.get(0).name()).isEqualTo("q1");
    assertThat(QUERIES.get(13).name()).isEqualTo("q14a");
    assertThat(QUERIES).allSatisfy(q -> assertThat(q.schema()).isNotEmpty());
  }

  @Test
  void namesAndTypesAreThoseOfTheGoldenFiles() {
    AnswerRule rule = query("q62").rule(List.of());

    assertThat(rule.columns()).startsWith("substr(w_warehouse_name, 1, 20)", "sm_type");
    assertThat(rule.types()).startsWith("string", "string", "string", "bigint");
    assertThat(rule.limit()).hasValue(100);
  }

  @Test
  void sortKeysAreResultColumnsByNamePositionOrText() {
    assertThat(query("q3").rule(List.of()).sortColumns()).containsExactly(0, 3, 1);
    assertThat(query("q49").rule(List.of()).sortColumns()).containsExactly(0, 3, 4);
    assertThat(query("q62").rule(List.of()).sortColumns()).containsExactly(0, 1, 2);
    assertThat(query("q9").rule(List.of()).sortColumns()).isEmpty();
  }

  @Test
  void aSortKeyThatIsNotShownIsAColumnOfTheReferenceText() {
    assertThat(query("q36").rule(List.of()).sortColumns()).containsExactly(3, 5, 4);
    assertThat(query("q36").referenceText())
        .contains("AS rank_within_parent, CASE WHEN lochierarchy = 0 THEN i_category END")
        .doesNotContain("LIMIT 100");
    assertThat(query("q36").text()).endsWith("LIMIT 100");
  }

  @Test
  void missingTextsAreSaidToBeMissing() {
    assertThatThrownBy(() -> TpcdsQuery.all(Path.of("nowhere")))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("nowhere");
  }

  private static TpcdsQuery query(String name) {
    return QUERIES.stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
  }
}
