package io.penstock.benchmarks.check;

import io.penstock.benchmarks.console.Millis;
import io.penstock.benchmarks.queries.BenchmarkQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one query went.
 *
 * @param rows of the last run
 * @param times of every run, from sending the text to the last row read
 * @param problem a difference from the expected answer, or an error; empty if the answer was right
 *     each time
 */
public record QueryOutcome(
    BenchmarkQuery query, int rows, List<Duration> times, Optional<Problem> problem) {

  /**
   * What was wrong.
   *
   * @param error whether the query failed, rather than answered wrongly
   */
  public record Problem(boolean error, String message) {}

  public QueryOutcome {
    times = List.copyOf(times);
  }

  public boolean ok() {
    return problem.isEmpty();
  }

  /** The median time in milliseconds; 0 if no run came to its end. */
  public double medianMillis() {
    return Millis.median(times.stream().map(Duration::toNanos).toList());
  }
}
