package io.penstock.benchmarks.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TpchQueryTest {
  @Test
  void thereAreTwentyTwo() {
    List<TpchQuery> queries = TpchQuery.all(BigDecimal.ONE);

    assertThat(queries).hasSize(22);
    assertThat(queries).allSatisfy(q -> assertThat(q.text()).doesNotContain(";", ":"));
    assertThat(queries.get(21).name()).isEqualTo("q22");
  }

  @Test
  void queryElevenTakesItsFractionFromTheScale() {
    assertThat(TpchQuery.all(BigDecimal.ONE).get(10).text()).contains("* 0.0001\n");
    assertThat(TpchQuery.all(new BigDecimal("0.01")).get(10).text()).contains("* 0.01\n");
    assertThat(TpchQuery.all(new BigDecimal("10")).get(10).text()).contains("* 0.00001\n");
  }

  @Test
  void limitsAreReadFromTheText() {
    List<TpchQuery> queries = TpchQuery.all(BigDecimal.ONE);

    assertThat(
            queries.stream()
                .filter(q -> q.rule(List.of()).limit().isPresent())
                .map(TpchQuery::name))
        .containsExactly("q02", "q03", "q10", "q18", "q21");
    assertThat(queries.get(9).rule(List.of()).limit()).hasValue(20);
    assertThat(queries.get(9).referenceText()).endsWith("revenue desc");
  }
}
