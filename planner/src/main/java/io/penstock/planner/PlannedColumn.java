package io.penstock.planner;

import org.apache.arrow.vector.types.pojo.Field;

/**
 * A column of a query's result.
 *
 * @param field name and Arrow type as validated
 * @param named true if the author named it (an alias, a column's name): the engine's column is
 *     renamed to it. False for a nameless expression, whose name Spark's own analysis decides;
 *     {@code field} then holds the planner's best knowledge of it.
 */
public record PlannedColumn(Field field, boolean named) {}
