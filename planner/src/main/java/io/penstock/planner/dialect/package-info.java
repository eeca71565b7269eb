/**
 * From a relational plan back to Spark SQL. Start with {@link
 * io.penstock.planner.dialect.PlanUnparser}.
 */
@NullMarked
package io.penstock.planner.dialect;

import org.jspecify.annotations.NullMarked;
