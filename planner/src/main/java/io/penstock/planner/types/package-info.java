/**
 * Spark's types and type rules (ANSI mode) in Calcite's terms. Start with {@link
 * io.penstock.planner.types.SparkTypeFactory} and {@link io.penstock.planner.types.DecimalRules}.
 */
@NullMarked
package io.penstock.planner.types;

import org.jspecify.annotations.NullMarked;
