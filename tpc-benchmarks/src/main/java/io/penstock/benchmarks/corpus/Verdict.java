package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Comparison.Difference;
import java.util.Optional;

/**
 * What came out of one statement.
 *
 * @param number of the statement in its file, from 1
 * @param planned whether the server answers it by a plan of its own; asked for accepted queries
 *     only
 * @param difference from plain Spark; empty if there is none
 */
record Verdict(
    String file,
    int number,
    String statement,
    Group group,
    boolean planned,
    Optional<Difference> difference) {

  /** What a statement counts for. */
  enum Group {
    /** A query that plain Spark runs. */
    ACCEPTED,
    /** A query that plain Spark refuses. */
    REJECTED,
    /** A query whose answer varies with time, place or chance: not compared. */
    VARYING,
    /** Makes what queries read. */
    SETUP,
    /** A setting: one that the server refuses is made on neither side. */
    SETTING
  }
}
