package io.penstock.jdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.jdbc.FakeServer;
import io.penstock.jdbc.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell as the launcher starts it. */
@Timeout(60)
final class ShellIT {

  private static final Path DIST = Path.of(System.getProperty("penstock.jdbc.dist"));

  @TempDir Path folder;
  private FakeServer server;
  private VectorSchemaRoot numbers;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    numbers = Samples.numbers(server.allocator, 1, 20, 300);
    server.answer("select n", numbers);
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
    server.answer("silent", Samples.NUMBERS, server.silence(0));
  }

  @AfterEach
  void stop() throws Exception {
    numbers.close();
    server.close();
  }

  private Process shell(boolean flags, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (flags) {
      command.add("@" + DIST.resolve("jvm.options"));
    }
    command.add("-cp");
    command.add(DIST.resolve("lib") + "/*");
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String read(String stream) throws Exception {
    return Files.readString(folder.resolve(stream));
  }

  @Test
  void printsRowsOnOutputAndTheRestOnError() throws Exception {
    Process process = shell(true, "select n", "--url", server.url());
    assertThat(process.waitFor()).isZero();
    assertThat(read("out")).isEqualTo("   n\n-----\n   1\n  20\n 300\n");
    assertThat(read("err")).matches("3 rows in \\d+\\.\\d{3} s\n");
  }

  @Test
  void readsStatementsFromStandardInput() throws Exception {
    Process process = shell(true, "--url", server.url(), "--output", "csv");
    try (var in = process.outputWriter()) {
      in.write("select n; select n;");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(read("out")).isEqualTo("n\r\n1\r\n20\r\n300\r\n".repeat(2));
  }

  @Test
  void cancelsTheQueryWhenItIsTerminated() throws Exception {
    Process process = shell(true, "silent", "--url", server.url());
    while (!server.events.contains("stream silent")) {
      Thread.onSpinWait();
    }
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.streamCancelled.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysWhichFlagIsMissing() throws Exception {
    Process process = shell(false, "select n", "--url", server.url());
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(read("err"))
        .contains("--add-opens=java.base/java.nio=ALL-UNNAMED")
        .doesNotContain("Exception");
  }
}
