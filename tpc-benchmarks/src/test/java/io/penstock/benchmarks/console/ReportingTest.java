package io.penstock.benchmarks.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportingTest {
  @Test
  void tablesAreAlignedMarkdown() {
    TextTable table = new TextTable("query", "ms");
    table.add("q01", "1234.5");
    table.add("geometric mean", "7.0");

    assertThat(table.render())
        .isEqualTo(
            """
            | query          |     ms |
            |:---------------|-------:|
            | q01            | 1234.5 |
            | geometric mean |    7.0 |
            """);
    assertThatThrownBy(() -> table.add("q02")).hasMessageContaining("1 cells under 2");
  }

  @Test
  void progressNeverSaysMoreThanAll() {
    assertThat(Progress.line("tpch", 500_000, 1_000_000, Duration.ofSeconds(2)))
        .isEqualTo("tpch: 500,000 rows, 50 %, 250,000 rows/s");
    assertThat(Progress.line("tpch", 1_000_001, 1_000_000, Duration.ofSeconds(1)))
        .contains(" 100 %");
  }

  @Test
  void mediansAndGeometricMeans() {
    assertThat(Millis.median(List.of(3_000_000L, 1_000_000L, 2_000_000L))).isEqualTo(2);
    assertThat(Millis.median(List.of(1_000_000L, 2_000_000L))).isEqualTo(1.5);
    assertThat(Millis.median(List.of())).isZero();
    assertThat(Millis.geometricMean(List.of(1.0, 100.0))).isCloseTo(10, within(1e-9));
  }

  @Test
  void connectionFailuresDoNotShowThePassword() {
    assertThatThrownBy(() -> Server.connect("jdbc:none://host?user=u&password=geheim&x=1"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("password=***&x=1")
        .hasMessageNotContaining("geheim");
  }
}
