/**
 * The TPC benchmarks from the command line: {@link io.penstock.benchmarks.Main} makes the lake,
 * checks the answers to the queries and measures the pipe. Start here.
 */
@NullMarked
package io.penstock.benchmarks;

import org.jspecify.annotations.NullMarked;
