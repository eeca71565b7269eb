package io.penstock.benchmarks.lake;

import java.util.List;

/**
 * What a generation did.
 *
 * @param made tables that were written
 * @param kept tables of the right scale that were there already
 * @param rows rows written
 * @param bytes of data files written
 * @param files data files written
 */
public record GeneratedLake(
    List<String> made, List<String> kept, long rows, long bytes, int files) {
  public GeneratedLake {
    made = List.copyOf(made);
    kept = List.copyOf(kept);
  }
}
