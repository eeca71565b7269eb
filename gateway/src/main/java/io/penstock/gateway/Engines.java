package io.penstock.gateway;

import io.penstock.execution.warehouses.EngineLaunch;
import java.nio.file.Path;
import java.time.Duration;

/** How this server launches its engines. */
final class Engines {
  private static final String SPARK_MAIN = "io.penstock.execution.spark.Main";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private Engines() {}

  static EngineLaunch spark(Path distribution, String heap, int cores, Path scratch, Path logs) {
    return new EngineLaunch(
        distribution,
        SPARK_MAIN,
        heap,
        cores,
        scratch.resolve("spark"),
        logs.resolve("spark-engine.log"),
        START_TIMEOUT);
  }
}
