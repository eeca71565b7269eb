/**
 * What the way from JDBC through the gateway to Spark and back costs, beside plain Spark in one
 * process. Start with {@link io.penstock.benchmarks.pipe.PipeCommand}.
 */
@NullMarked
package io.penstock.benchmarks.pipe;

import org.jspecify.annotations.NullMarked;
