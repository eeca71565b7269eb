/**
 * From SQL text and a catalog snapshot to an immutable {@link
 * io.penstock.planner.PlannedStatement}. Start with {@link io.penstock.planner.Planner}.
 */
@NullMarked
package io.penstock.planner;

import org.jspecify.annotations.NullMarked;
