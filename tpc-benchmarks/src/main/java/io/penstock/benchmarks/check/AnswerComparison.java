package io.penstock.benchmarks.check;

import io.penstock.benchmarks.queries.AnswerRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a server's answer with the expected one, as far as the query's text decides the answer.
 *
 * <ul>
 *   <li>Column names (but for case), the number of columns and of rows must be equal.
 *   <li>Exact numbers, strings and days must be equal; scales of decimals may differ. Where the
 *       expected value is a double (averages and ratios), a relative difference of 1e-6 is allowed,
 *       or half a unit in the last place of a decimal.
 *   <li>Rows come in the order of ORDER BY; rows with equal sort keys may come in any order among
 *       themselves.
 *   <li>Under LIMIT, rows that tie with the last one may be any of the rows with that key.
 * </ul>
 */
final class AnswerComparison {
  private static final double RELATIVE_TOLERANCE = 1e-6;

  private final AnswerRule rule;
  private final Answer expected;
  private final Answer got;

  private AnswerComparison(AnswerRule rule, Answer expected, Answer got) {
    this.rule = rule;
    this.expected = expected;
    this.got = got;
  }

  /**
   * Finds the first difference.
   *
   * @param expected all rows in order, without the query's LIMIT; columns beyond the rule's are
   *     sort keys only
   * @return what differs, for a person; empty if nothing does
   */
  static Optional<String> difference(AnswerRule rule, Answer expected, Answer got) {
    return new AnswerComparison(rule, expected, got).find();
  }

  private Optional<String> find() {
    List<String> expectedNames = lowerCase(rule.columns());
    List<String> gotNames = lowerCase(got.columns());
    if (!expectedNames.equals(gotNames)) {
      return Optional.of("expected the columns " + expectedNames + ", got " + gotNames);
    }
    if (!rule.types().isEmpty() && !rule.types().equals(got.types())) {
      return Optional.of("expected the types " + rule.types() + ", got " + got.types());
    }
    int expectedRows = Math.min(expected.rows().size(), rule.limit().orElse(Integer.MAX_VALUE));
    int comparedRows = Math.min(expectedRows, got.rows().size());
    int start = 0;
    while (start < comparedRows) {
      int end = groupEnd(start);
      Optional<String> difference = compareGroup(start, end, Math.min(end, comparedRows));
      if (difference.isPresent()) {
        return difference;
      }
      start = end;
    }
    if (got.rows().size() != expectedRows) {
      return Optional.of(rowCountDifference(expectedRows));
    }
    return Optional.empty();
  }

  private String rowCountDifference(int expectedRows) {
    String text = "expected " + expectedRows + " rows, got " + got.rows().size();
    return got.rows().size() < expectedRows
        ? text + "; the first missing row: " + expected.rows().get(got.rows().size())
        : text + "; the first row too many: " + got.rows().get(expectedRows);
  }

  /** Where the rows with the sort key of the expected row {@code start} end. */
  private int groupEnd(int start) {
    int end = start + 1;
    while (end < expected.rows().size() && sameSortKey(start, end)) {
      end++;
    }
    return end;
  }

  private boolean sameSortKey(int first, int second) {
    for (int column : rule.sortColumns()) {
      Object a = expected.rows().get(first).get(column);
      Object b = expected.rows().get(second).get(column);
      if (!sameValue(a, b)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Every row of {@code got} from start to gotEnd must be another one of the expected rows from
   * start to end. When the answer is cut at gotEnd, any of them may be missing.
   */
  private Optional<String> compareGroup(int start, int end, int gotEnd) {
    List<List<@Nullable Object>> candidates = new ArrayList<>(expected.rows().subList(start, end));
    for (int i = start; i < gotEnd; i++) {
      List<@Nullable Object> row = got.rows().get(i);
      if (!removeSame(candidates, row)) {
        return Optional.of("row " + (i + 1) + ": expected " + candidates.get(0) + ", got " + row);
      }
    }
    return Optional.empty();
  }

  private static boolean removeSame(
      List<List<@Nullable Object>> candidates, List<@Nullable Object> row) {
    for (int i = 0; i < candidates.size(); i++) {
      if (sameRow(candidates.get(i), row)) {
        candidates.remove(i);
        return true;
      }
    }
    return false;
  }

  private static boolean sameRow(List<@Nullable Object> expected, List<@Nullable Object> got) {
    for (int i = 0; i < got.size(); i++) {
      if (!sameValue(expected.get(i), got.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean sameValue(@Nullable Object expected, @Nullable Object got) {
    if (expected instanceof Double approximate && got instanceof Number number) {
      double halfUnit =
          got instanceof BigDecimal decimal ? 0.5 * Math.pow(10, -decimal.scale()) : 0;
      double allowed = Math.max(Math.abs(approximate) * RELATIVE_TOLERANCE, halfUnit * 1.000001);
      return Math.abs(approximate - number.doubleValue()) <= allowed;
    }
    if (expected instanceof BigDecimal exact && got instanceof BigDecimal other) {
      return exact.compareTo(other) == 0;
    }
    return Objects.equals(expected, got);
  }

  private static List<String> lowerCase(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }
}
