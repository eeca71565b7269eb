package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
  @Test
  void usesAllCoresAndATemporaryFolderUnlessToldOtherwise() {
    EngineOptions options = EngineOptions.parse();
    assertThat(options.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.scratch()).isEmpty();
    assertThat(options.train()).isFalse();
  }

  @Test
  void readsEveryArgument() {
    EngineOptions options = EngineOptions.parse("--cores", "3", "--scratch", "x/y", "--train");
    assertThat(options.cores()).isEqualTo(3);
    assertThat(options.scratch()).contains(Path.of("x/y"));
    assertThat(options.train()).isTrue();
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> EngineOptions.parse("--core", "3")).hasMessageContaining("--core");
    assertThatThrownBy(() -> EngineOptions.parse("--cores")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> EngineOptions.parse("--cores", "two")).hasMessageContaining("two");
    assertThatThrownBy(() -> EngineOptions.parse("--cores", "0"))
        .hasMessageContaining("at least 1");
  }
}
