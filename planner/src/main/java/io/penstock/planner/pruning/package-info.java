/**
 * Which data files of a table a query has to read, by partition values and the log's statistics.
 * Start with {@link io.penstock.planner.pruning.ScanFilters} (what a plan asks of a table) and
 * {@link io.penstock.planner.pruning.FileIndex} (what is known of its files).
 */
@NullMarked
package io.penstock.planner.pruning;

import org.jspecify.annotations.NullMarked;
