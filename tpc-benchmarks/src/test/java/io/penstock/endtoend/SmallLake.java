package io.penstock.endtoend;

import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.lake.GenerationRequest;
import io.penstock.benchmarks.lake.LakeGenerator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes lakes for tests: TPC-H at scale 0.01, and tables that plain Spark writes. */
final class SmallLake {
  private SmallLake() {}

  /** TPC-H at scale 0.01 in a folder. */
  static void tpch(Path lake) {
    generate(Benchmark.TPCH, lake);
  }

  /** TPC-DS at scale 0.01 in a folder. */
  static void tpcds(Path lake) {
    generate(Benchmark.TPCDS, lake);
  }

  private static void generate(Benchmark benchmark, Path lake) {
    GenerationRequest request =
        new GenerationRequest(benchmark, new BigDecimal("0.01"), lake, false, 2);
    new LakeGenerator(request, (table, rows) -> {}).generate();
  }

  /** Runs statements in plain Spark with Delta, in a process of its own. */
  static void withSpark(Path lake, Path log, List<String> statements) {
    Path engine = ServerProcess.engineDistribution();
    try (Stream<Path> files = Files.list(engine.resolve("lib"))) {
      String jars = files.map(Path::toString).sorted().collect(Collectors.joining(":"));
      Process process =
          new ProcessBuilder(
                  ServerProcess.java(),
                  "@" + engine.resolve("jvm.options"),
                  "-Xmx1g",
                  "-cp",
                  jars,
                  "io.penstock.execution.spark.PlainSpark",
                  "--cores",
                  "2",
                  "--lake",
                  lake.toString())
              .redirectError(log.toFile())
              .start();
      try (BufferedWriter in =
              new BufferedWriter(
                  new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
          BufferedReader out =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        expect(out, "ready", "start");
        for (String statement : statements) {
          in.write(Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)));
          in.newLine();
          in.flush();
          expect(out, "ok", statement);
        }
      } finally {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void expect(BufferedReader out, String answer, String statement)
      throws IOException {
    String line = out.readLine();
    if (line == null || !line.startsWith(answer)) {
      String reason = String.valueOf(line);
      if (line != null && line.startsWith("error ")) {
        byte[] message = Base64.getDecoder().decode(line.substring("error ".length()).trim());
        reason = new String(message, StandardCharsets.UTF_8);
      }
      throw new IllegalStateException(statement + ": " + reason);
    }
  }
}
