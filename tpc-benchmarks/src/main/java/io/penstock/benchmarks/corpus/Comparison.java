package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Outcome.Column;
import io.penstock.benchmarks.corpus.Outcome.Rejection;
import io.penstock.benchmarks.corpus.Outcome.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds an outcome against plain Spark's. */
final class Comparison {
  private static final int SHOWN_CHARACTERS = 300;

  /**
   * What is wrong.
   *
   * @param reason the kind of difference, few words that many misses share
   * @param detail what was expected and what came
   */
  record Difference(String reason, String detail) {}

  /** Of answers with the same columns. */
  static final String OTHER_ROWS = "other rows";

  private static final List<String> WRONG =
      List.of("other column names", "other types", OTHER_ROWS, "another order");

  private Comparison() {}

  /** Whether a reason means an answer that is not plain Spark's, rather than none. */
  static boolean isWrongAnswer(String reason) {
    return WRONG.contains(reason);
  }

  /** The first difference; empty if there is none. */
  static Optional<Difference> of(Outcome plain, Outcome ours) {
    if (plain instanceof Rows expected) {
      return ours instanceof Rows got ? rows(expected, got) : failed((Rejection) ours);
    }
    Rejection expected = (Rejection) plain;
    return ours instanceof Rejection got ? rejections(expected, got) : accepted(expected);
  }

  private static Optional<Difference> failed(Rejection got) {
    return difference("fails: " + orNone(got.condition()), got.message());
  }

  private static Optional<Difference> accepted(Rejection expected) {
    return difference(
        "runs, where plain Spark says " + orNone(expected.errorClass()), expected.message());
  }

  /** Spark's legacy conditions have no SQLSTATE, so that there is none to compare. */
  private static Optional<Difference> rejections(Rejection expected, Rejection got) {
    if (expected.errorClass().equals(got.errorClass())
        && (expected.sqlState().isEmpty() || expected.sqlState().equals(got.sqlState()))) {
      return Optional.empty();
    }
    String reason =
        expected.errorClass().equals(got.errorClass())
            ? "another SQLSTATE for " + expected.errorClass()
            : orNone(got.errorClass()) + " instead of " + orNone(expected.errorClass());
    return difference(
        reason,
        "expected "
            + expected.sqlState()
            + " "
            + expected.message()
            + "; got "
            + got.sqlState()
            + " "
            + got.message());
  }

  private static Optional<Difference> rows(Rows expected, Rows got) {
    List<String> expectedNames = expected.columns().stream().map(Column::name).toList();
    List<String> gotNames = got.columns().stream().map(Column::name).toList();
    if (!expectedNames.equals(gotNames)) {
      return difference("other column names", expectedNames, gotNames);
    }
    List<String> expectedTypes = expected.columns().stream().map(Column::type).toList();
    List<String> gotTypes = got.columns().stream().map(Column::type).toList();
    if (!expectedTypes.equals(gotTypes)) {
      return difference("other types", expectedTypes, gotTypes);
    }
    if (expected.isSorted() && expected.rows().equals(got.rows())) {
      return Optional.empty();
    }
    List<String> missing = without(expected.rows(), got.rows());
    List<String> surplus = without(got.rows(), expected.rows());
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      return difference(OTHER_ROWS, missing, surplus);
    }
    return expected.isSorted()
        ? difference("another order", expected.rows(), got.rows())
        : Optional.empty();
  }

  private static List<String> without(List<String> rows, List<String> others) {
    Map<String, Integer> counts = new HashMap<>();
    others.forEach(row -> counts.merge(row, 1, Integer::sum));
    List<String> rest = new ArrayList<>();
    for (String row : rows) {
      if (counts.merge(row, -1, Integer::sum) < 0) {
        rest.add(row);
      }
    }
    return rest;
  }

  private static Optional<Difference> difference(
      String reason, List<String> expected, List<String> got) {
    return difference(reason, "expected " + shortened(expected) + "; got " + shortened(got));
  }

  private static Optional<Difference> difference(String reason, String detail) {
    return Optional.of(new Difference(reason, detail));
  }

  private static String shortened(List<String> texts) {
    String text = texts.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }

  private static String orNone(String condition) {
    return condition.isEmpty() ? "no condition" : condition;
  }
}
