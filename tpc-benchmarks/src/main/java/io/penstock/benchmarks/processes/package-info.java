/**
 * The processes beside the tool: a gateway of its own, plain Spark as the yardstick, and JVMs that
 * are watched. Start with {@link io.penstock.benchmarks.processes.PlainSparkProcess}.
 */
@NullMarked
package io.penstock.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
