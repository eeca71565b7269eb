package io.penstock.benchmarks.queries;

import java.util.List;
import java.util.OptionalInt;

/**
 * How far a query's text decides its answer.
 *
 * @param columns the names of the answer's columns
 * @param types their types in Spark's lower-case spelling; empty if they are not checked
 * @param sortColumns the columns (from 0) of ORDER BY, most significant first; empty if any order
 *     is right. Some may lie beyond {@code columns}: the reference answer alone has them
 * @param limit how many rows come at most
 */
public record AnswerRule(
    List<String> columns, List<String> types, List<Integer> sortColumns, OptionalInt limit) {
  public AnswerRule {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    sortColumns = List.copyOf(sortColumns);
  }
}
