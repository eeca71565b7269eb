package io.penstock.benchmarks.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.benchmarks.processes.MeasuredProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredProcessTest {
  @Test
  void readsNamesAndIds() {
    assertThat(MeasuredProcess.parse("gateway=17,engine=18"))
        .containsExactly(new MeasuredProcess("gateway", 17), new MeasuredProcess("engine", 18));
    assertThat(MeasuredProcess.parse("")).isEmpty();
    assertThatThrownBy(() -> MeasuredProcess.parse("gateway=x"))
        .hasMessageContaining("'gateway=x' is not of this form");
  }

  @Test
  void addsUpTheHeapOfEveryCollector() {
    assertThat(
            MeasuredProcess.heapUsed(
                "17:\n garbage-first heap   total 524288K, used 123456K [0x0, 0x1)\n"
                    + "  region size 1024K, 5 young (5120K), 1 survivors (1024K)\n"
                    + " Metaspace       used 8954K, committed 9088K, reserved 1114112K\n"))
        .isEqualTo(123_456L << 10);
    assertThat(
            MeasuredProcess.heapUsed(
                "17:\n def new generation   total 61440K, used 16397K [0x0)\n"
                    + "  eden space 54656K,  30% used [0x0)\n"
                    + " tenured generation   total 136576K, used 100K [0x0)\n"))
        .isEqualTo(16_497L << 10);
    assertThatThrownBy(() -> MeasuredProcess.heapUsed("no such thing"))
        .hasMessageContaining("unexpected");
  }

  @Test
  void asksARunningProcess() {
    MeasuredProcess self = new MeasuredProcess("self", ProcessHandle.current().pid());

    assertThat(self.residentBytes()).isGreaterThan(10 << 20);
    assertThat(self.heapUsedBytes()).isGreaterThan(1 << 20);

    Measurements samples = new Measurements();
    MemoryWatch.start(List.of(self), samples, "test", false).close();
    assertThat(samples.samples("test.self.rss.bytes")).isNotEmpty();
  }

  @Test
  void noticesAProcessThatHasEnded() {
    MeasuredProcess gone = new MeasuredProcess("gone", 999_999_999);

    assertThatThrownBy(gone::residentBytes).hasMessageContaining("it has ended");
    MemoryWatch watch = MemoryWatch.start(List.of(gone), new Measurements(), "test", false);
    assertThatThrownBy(watch::close).hasMessageContaining("(gone)");
  }
}
