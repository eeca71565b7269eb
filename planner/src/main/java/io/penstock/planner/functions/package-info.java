/**
 * Spark's functions and operators as the validator sees them. What functions there are, what they
 * take and what they give is read from {@code spark-functions.tsv}, which tests derive from the
 * answers of Spark's own analyser (in the Spark engine's tests: {@code RegistryProbesIT}). Start
 * with {@link io.penstock.planner.functions.SparkOperatorTable} and {@code Signature}.
 */
@NullMarked
package io.penstock.planner.functions;

import org.jspecify.annotations.NullMarked;
