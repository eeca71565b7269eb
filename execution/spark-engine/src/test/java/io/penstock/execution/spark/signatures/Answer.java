package io.penstock.execution.spark.signatures;

import java.util.Map;

/** What analysis says about one call. */
sealed interface Answer {

  /**
   * It has a type.
   *
   * @param kind scalar, aggregate, window or generator
   * @param stability constant (same arguments, same result), current (same within a query) or
   *     random
   */
  record Typed(String type, boolean nullable, String kind, String stability) implements Answer {}

  /** It is refused under a condition of Spark's. */
  record Refused(String condition, Map<String, String> parameters) implements Answer {
    boolean isWrongCount() {
      return condition.startsWith("WRONG_NUM_ARGS");
    }
  }
}
