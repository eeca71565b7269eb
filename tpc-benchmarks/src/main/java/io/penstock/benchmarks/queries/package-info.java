/**
 * The 22 queries of TPC-H with the specification's validation parameters, in text that Spark,
 * Calcite and DuckDB take alike. Start with {@link io.penstock.benchmarks.queries.TpchQuery}.
 */
@NullMarked
package io.penstock.benchmarks.queries;

import org.jspecify.annotations.NullMarked;
