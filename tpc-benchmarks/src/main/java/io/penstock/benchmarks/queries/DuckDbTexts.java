package io.penstock.benchmarks.queries;

import java.util.List;

/** What TPC-DS texts in Spark's dialect need so that DuckDB means the same. */
final class DuckDbTexts {

  /**
   * One change.
   *
   * @param query the text that it is for; {@code *} for all
   * @param pattern a regular expression
   * @param reason why the text as it is would fail or mean something else
   */
  private record Adaptation(String query, String pattern, String replacement, String reason) {}

  private static final String HIDDEN_KEY =
      "the answer is sorted by it and does not show it, so that ties could not be told";

  private static final List<Adaptation> ADAPTATIONS =
      List.of(
          new Adaptation("*", "`", "\"", "DuckDB quotes names with double quotes"),
          new Adaptation("q90", "\\) at,", ") am,", "AT is a reserved word in DuckDB"),
          new Adaptation(
              "q84",
              "concat\\((\\w+), ', ', (\\w+)\\)",
              "$1 || ', ' || $2",
              "DuckDB's concat takes NULL for the empty string"),
          new Adaptation("q12", "AS revenueratio", "$0, i_item_id", HIDDEN_KEY),
          new Adaptation("q20", "AS revenueratio", "$0, i_item_id", HIDDEN_KEY),
          new Adaptation("q98", "AS revenueratio", "$0, i_item_id", HIDDEN_KEY),
          new Adaptation("q35", "avg\\(cd_dep_college_count\\)", "$0, cd_dep_count", HIDDEN_KEY),
          new Adaptation(
              "q36",
              "AS rank_within_parent",
              "$0, CASE WHEN lochierarchy = 0 THEN i_category END",
              HIDDEN_KEY),
          new Adaptation(
              "q70",
              "AS rank_within_parent",
              "$0, CASE WHEN lochierarchy = 0 THEN s_state END",
              HIDDEN_KEY),
          new Adaptation(
              "q86",
              "AS rank_within_parent",
              "$0, CASE WHEN lochierarchy = 0 THEN i_category END",
              HIDDEN_KEY),
          new Adaptation("q47", "SELECT \\*", "$0, sum_sales - avg_monthly_sales", HIDDEN_KEY),
          new Adaptation("q57", "SELECT \\*", "$0, sum_sales - avg_monthly_sales", HIDDEN_KEY),
          new Adaptation("q89", "SELECT \\*", "$0, sum_sales - avg_monthly_sales", HIDDEN_KEY));

  private DuckDbTexts() {}

  static String adapted(String query, String text) {
    String adapted = text;
    for (Adaptation adaptation : ADAPTATIONS) {
      if (adaptation.query().equals("*") || adaptation.query().equals(query)) {
        adapted = adapted.replaceAll(adaptation.pattern(), adaptation.replacement());
      }
    }
    return adapted;
  }
}
