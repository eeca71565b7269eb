package io.penstock.gateway.query;

import java.util.EnumSet;
import java.util.Set;

/** Where a query stands. The table of legal transitions is {@link #next}. */
public enum QueryState {
  PLANNING,
  QUEUED,
  RUNNING,
  FINISHED,
  FAILED,
  CANCELED;

  /** The states that may follow this one. */
  Set<QueryState> next() {
    return switch (this) {
      case PLANNING -> EnumSet.of(QUEUED, FINISHED, FAILED, CANCELED);
      case QUEUED -> EnumSet.of(RUNNING, FAILED, CANCELED);
      case RUNNING -> EnumSet.of(FINISHED, FAILED, CANCELED);
      case FINISHED, FAILED, CANCELED -> EnumSet.noneOf(QueryState.class);
    };
  }

  /** Whether nothing more will happen. */
  public boolean isFinal() {
    return next().isEmpty();
  }
}
