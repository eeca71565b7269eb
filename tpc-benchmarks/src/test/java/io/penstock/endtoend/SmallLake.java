package io.penstock.endtoend;

import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.lake.GenerationRequest;
import io.penstock.benchmarks.lake.LakeGenerator;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** Makes lakes for tests: TPC-H and TPC-DS at scale 0.01, and tables that plain Spark writes. */
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
  static void withSpark(Path lake, List<String> statements) {
    try (PlainSparkProcess spark =
        PlainSparkProcess.start(ServerProcess.engineDistribution(), lake, 2)) {
      statements.forEach(spark::run);
    }
  }
}
