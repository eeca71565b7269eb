package io.penstock.execution.api;

import java.util.Locale;

/** How a query is answered, cheapest first. */
public enum Lane {
  /** By the Delta log's statistics, in the gateway. */
  LOG,
  /** By an earlier answer to the same plan over the same versions. */
  CACHE,
  /** By the vectorised engine. */
  VECTOR,
  /** By Spark SQL. */
  SPARK;

  /** As users write it: {@code log}, {@code cache}, {@code vector}, {@code spark}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
