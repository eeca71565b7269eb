package io.penstock.gateway.query;

import io.penstock.execution.api.QueryId;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a query when it has ended.
 *
 * @param lane label of the lane; {@code none} for a command or a query that failed before it had
 *     one
 * @param code {@code OK} or the name of the error's condition
 */
public record QueryRecord(
    QueryId id,
    String user,
    String text,
    String lane,
    QueryState state,
    String code,
    Times times,
    long rows,
    long bytes) {

  /** How long the query was planned, waited, and ran. */
  public record Times(Duration planned, Duration queued, Duration ran) {}

  /** Of use where only failures matter. */
  public Optional<String> error() {
    return code.equals("OK") ? Optional.empty() : Optional.of(code);
  }
}
