package io.penstock.benchmarks.queries;

import java.util.List;

/** A query of a benchmark, and what its text says of a right answer. */
public interface BenchmarkQuery {
  /** The name in reports. */
  String name();

  /** As sent, without a semicolon. */
  String text();

  /**
   * The text for DuckDB: all rows in order, without LIMIT. Columns after those of {@link #text} are
   * sort keys that the answer does not show.
   */
  String referenceText();

  /**
   * What a right answer looks like.
   *
   * @param referenceColumns the names of the reference answer's columns
   */
  AnswerRule rule(List<String> referenceColumns);
}
