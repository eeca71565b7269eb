package io.penstock.benchmarks.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in that speaks the protocol and knows three statements. */
class PlainSparkProcessTest {
  private static final String STAND_IN =
      """
      package io.penstock.execution.spark;
      import java.util.Base64;
      public class PlainSpark {
        public static void main(String[] args) throws Exception {
          System.out.println("ready 5");
          var in = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
          for (String line; (line = in.readLine()) != null; ) {
            String sql = new String(Base64.getDecoder().decode(line), "UTF-8");
            switch (sql) {
              case "select '\u00e4'\\n" -> System.out.println("ok 1500000 7");
              case "die" -> { System.err.println("out of luck"); System.exit(3); }
              default -> System.out.println(
                  "error " + Base64.getEncoder().encodeToString("[NOPE] no\\nplan".getBytes()));
            }
          }
        }
      }
      """;

  @TempDir static Path distribution;

  @BeforeAll
  static void makeDistribution(@TempDir Path work) throws IOException {
    Files.writeString(distribution.resolve("jvm.options"), "-Xshare:auto\n");
    Path source = work.resolve("PlainSpark.java");
    Files.writeString(source, STAND_IN);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-encoding", "UTF-8", "-d", work.toString(), source.toString());
    assertThat(failed).isZero();
    Path jar = Files.createDirectory(distribution.resolve("lib")).resolve("stand-in.jar");
    String name = "io/penstock/execution/spark/PlainSpark.class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(name));
      Files.copy(work.resolve(name), out);
    }
  }

  @Test
  void runsStatementsUntilItIsClosed() {
    try (PlainSparkProcess spark = PlainSparkProcess.start(distribution, Path.of("lake"), 2)) {
      assertThat(spark.run("select '\u00e4'\n")).isEqualTo(new PlainSparkProcess.Run(1_500_000, 7));
      assertThatThrownBy(() -> spark.run("select 2"))
          .isInstanceOf(ToolException.class)
          .hasMessageContaining("plain Spark failed a statement: [NOPE] no")
          .hasMessageNotContaining("plan");
      assertThat(spark.run("select '\u00e4'\n").rows()).isEqualTo(7);
    }
  }

  @Test
  void saysWhatTheLogSaidWhenItDies() {
    try (PlainSparkProcess spark = PlainSparkProcess.start(distribution, Path.of("lake"), 2)) {
      assertThatThrownBy(() -> spark.run("die"))
          .isInstanceOfSatisfying(
              ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.ENGINE_LOST))
          .hasMessageContaining("plain Spark ended")
          .hasMessageContaining("out of luck");
    }
  }

  @Test
  void refusesAFolderThatIsNoDistribution(@TempDir Path empty) {
    assertThatThrownBy(() -> PlainSparkProcess.start(empty, Path.of("lake"), 2))
        .hasMessageContaining("is no engine distribution");
  }
}
