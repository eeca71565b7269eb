/**
 * Spark's own SQL texts, statement by statement through the gateway and through plain Spark in the
 * same run: what differs, and why. Start with {@link io.penstock.benchmarks.corpus.CorpusRun}.
 */
@NullMarked
package io.penstock.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
