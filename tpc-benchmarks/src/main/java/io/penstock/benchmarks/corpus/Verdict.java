package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Comparison.Difference;
import java.time.Duration;
import java.util.Optional;

/**
 * What came out of one statement.
 *
 * @param number of the statement in its file, from 1
 * @param passedOn why the server passes the text on rather than plan it; asked for accepted queries
 *     only
 * @param difference from plain Spark; empty if there is none
 */
record Verdict(
    String file,
    int number,
    String statement,
    Group group,
    Times times,
    Optional<String> passedOn,
    Optional<Difference> difference) {

  /** How long each side took. */
  record Times(Duration plain, Duration ours) {
    static final Times NONE = new Times(Duration.ZERO, Duration.ZERO);

    Duration longer() {
      return plain.compareTo(ours) > 0 ? plain : ours;
    }
  }

  /** Whether the server answers it by a plan of its own. */
  boolean isPlanned() {
    return passedOn.isEmpty();
  }

  /** What a statement counts for. */
  enum Group {
    /** A query that plain Spark runs. */
    ACCEPTED,
    /** A query that plain Spark refuses. */
    REJECTED,
    /** A query whose answer varies with time, place or chance, or takes too long: not compared. */
    VARYING,
    /** Makes what queries read. */
    SETUP,
    /** A setting: one that the server refuses is made on neither side. */
    SETTING
  }
}
