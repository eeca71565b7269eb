package io.penstock.benchmarks.corpus;

/** One of the two that run the statements. Not thread-safe. */
interface Side {
  /** Runs a statement to its end. */
  Outcome run(String statement);
}
