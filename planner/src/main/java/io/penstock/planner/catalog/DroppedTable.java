package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.time.Instant;

/**
 * A table that was dropped and can be brought back.
 *
 * @param id tells it from others of the same name
 * @param location URI of its folder
 * @param managed whether its folder is removed in the end
 */
public record DroppedTable(
    String id, TableName name, String location, boolean managed, Instant droppedAt) {}
