package io.penstock.planner.pruning;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** A condition, asked of whole files. */
interface FilePredicate {
  FilePredicate UNKNOWN = file -> Outcomes.ALL;

  /** What the condition may be for rows of this file: a set of {@link Outcomes}. */
  int outcomes(int file);

  default FilePredicate map(IntUnaryOperator outcomes) {
    return file -> outcomes.applyAsInt(outcomes(file));
  }

  static FilePredicate and(List<FilePredicate> all) {
    return file -> {
      int result = Outcomes.TRUE;
      for (FilePredicate predicate : all) {
        result = Outcomes.and(result, predicate.outcomes(file));
      }
      return result;
    };
  }

  static FilePredicate or(List<FilePredicate> all) {
    return file -> {
      int result = Outcomes.FALSE;
      for (FilePredicate predicate : all) {
        result = Outcomes.or(result, predicate.outcomes(file));
      }
      return result;
    };
  }
}
