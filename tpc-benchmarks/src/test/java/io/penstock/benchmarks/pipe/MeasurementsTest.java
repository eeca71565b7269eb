package io.penstock.benchmarks.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  @Test
  void percentilesAreSamples() {
    Measurements samples = new Measurements();
    for (int i = 100; i >= 1; i--) {
      samples.add("a.ns", i);
    }
    assertThat(samples.percentile("a.ns", 0.5)).isEqualTo(50);
    assertThat(samples.percentile("a.ns", 0.99)).isEqualTo(99);
    assertThat(samples.percentile("a.ns", 1)).isEqualTo(100);
    assertThat(samples.percentile("a.ns", 0)).isEqualTo(1);
  }

  @Test
  void everySampleIsInTheJson() {
    Measurements samples = new Measurements();
    samples.add("a.ns", 3);
    samples.add("b.ns", 1);
    samples.add("a.ns", 2);

    assertThat(samples.toJson(Map.of("java", "say \"17\"\n")))
        .isEqualTo(
            """
            {
              "java": "say \\"17\\"\\u000a",
              "samples": {
                "a.ns": [3, 2],
                "b.ns": [1]
              }
            }
            """);
  }
}
