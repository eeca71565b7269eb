package io.penstock.planner;

/** What has to be done for a statement: run a query on a lane, or carry out a command. */
public sealed interface PlannedStatement permits PlannedQuery, PlannedCommand {}
