/**
 * Spark's operators and functions as Calcite operators: how many operands they take and what type
 * they give. What they do to values is the engine's business, and so are the casts between operand
 * types. Start with {@link io.penstock.planner.functions.SparkOperatorTable}.
 */
@NullMarked
package io.penstock.planner.functions;

import org.jspecify.annotations.NullMarked;
