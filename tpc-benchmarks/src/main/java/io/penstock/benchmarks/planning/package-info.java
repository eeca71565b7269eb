/** How long planning takes. Start with {@link io.penstock.benchmarks.planning.PlanningCommand}. */
@NullMarked
package io.penstock.benchmarks.planning;

import org.jspecify.annotations.NullMarked;
