package io.penstock.benchmarks.check;

import io.penstock.benchmarks.console.Millis;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the queries' outcomes line by line as they come, then the summary. Not thread-safe. */
public final class CheckReport {
  private final PrintStream out;
  private final List<QueryOutcome> outcomes = new ArrayList<>();

  public CheckReport(PrintStream out) {
    this.out = out;
  }

  /** Prints one query's line; the first call prints the header before it. */
  public void add(QueryOutcome outcome) {
    if (outcomes.isEmpty()) {
      out.println("| query |   rows |       ms | answer    |");
      out.println("|:------|-------:|---------:|:----------|");
    }
    outcomes.add(outcome);
    line(
        outcome.query().name(),
        outcome.rows(),
        outcome.medianMillis(),
        outcome.problem().map(p -> p.error() ? "ERROR" : "DIFFERENT").orElse("ok"));
    outcome.problem().ifPresent(problem -> out.println("  " + problem.message()));
  }

  /**
   * Prints total and geometric mean.
   *
   * @return whether every answer was right
   */
  public boolean finish() {
    List<Double> times =
        outcomes.stream().map(QueryOutcome::medianMillis).filter(t -> t > 0).toList();
    long right = outcomes.stream().filter(QueryOutcome::ok).count();
    int rows = outcomes.stream().mapToInt(QueryOutcome::rows).sum();
    line("total", rows, times.stream().mapToDouble(t -> t).sum(), right + "/" + outcomes.size());
    out.printf(Locale.ROOT, "geometric mean %.1f ms%n", Millis.geometricMean(times));
    return right == outcomes.size();
  }

  private void line(String name, int rows, double millis, String answer) {
    out.printf(Locale.ROOT, "| %-5s | %6d | %8.1f | %-9s |%n", name, rows, millis, answer);
  }
}
