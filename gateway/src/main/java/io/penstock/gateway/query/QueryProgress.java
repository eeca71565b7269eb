package io.penstock.gateway.query;

import io.penstock.execution.api.QueryId;
import java.time.Duration;

/**
 * A query as a waiting person wants to see it.
 *
 * @param lane as in {@link QueryRecord#lane}
 * @param tasksTotal known so far; 0 before the engine has begun
 * @param rows handed to the client so far
 */
public record QueryProgress(
    QueryId id,
    QueryState state,
    String lane,
    Duration elapsed,
    int tasksDone,
    int tasksTotal,
    long rows) {}
