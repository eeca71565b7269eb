package io.penstock.planner;

/**
 * What has to be done for a statement: run a planned query on a lane, carry out a command, give it
 * to the Spark engine as it is, once the tables that it names are known, or ask an engine more.
 */
public sealed interface PlannedStatement
    permits PlannedQuery,
        PlannedCommand,
        UnplannedStatement,
        EngineStatement,
        DynamicStatement,
        CommandOnQuery {}
