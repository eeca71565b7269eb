package io.penstock.benchmarks.lake;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * What lake is asked for.
 *
 * @param scale the scale factor: 1 is about 8.7 million rows in all tables of TPC-H, and 19.6
 *     million of TPC-DS
 * @param lake the lake's folder, made if it is not there
 * @param replace whether tables of another scale are deleted first
 * @param threads how many files are written at a time
 */
public record GenerationRequest(
    Benchmark benchmark, BigDecimal scale, Path lake, boolean replace, int threads) {
  private static final BigDecimal MIN_SCALE = new BigDecimal("0.001");
  private static final BigDecimal MAX_SCALE = new BigDecimal("10000");

  public GenerationRequest {
    if (scale.compareTo(MIN_SCALE) < 0 || scale.compareTo(MAX_SCALE) > 0) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE,
          "The scale must be between " + MIN_SCALE + " and " + MAX_SCALE + ", not " + scale + ".");
    }
    if (threads < 1 || threads > 64) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE, "Threads must be between 1 and 64, not " + threads + ".");
    }
    scale = scale.stripTrailingZeros();
    lake = lake.toAbsolutePath().normalize();
  }
}
