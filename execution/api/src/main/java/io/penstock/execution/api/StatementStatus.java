package io.penstock.execution.api;

import java.time.Duration;

/**
 * A running statement's progress.
 *
 * @param tasksTotal tasks of the stages known so far; it may still grow
 * @param rows rows handed out so far
 */
public record StatementStatus(
    QueryId id, Duration elapsed, int tasksDone, int tasksTotal, long rows) {}
