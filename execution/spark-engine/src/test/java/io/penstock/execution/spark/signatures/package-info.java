/**
 * What Spark's own analysis says about its functions: asked by tests, written down for the planner,
 * which may not depend on Spark. Start with {@link
 * io.penstock.execution.spark.signatures.FunctionProbes}.
 */
@NullMarked
package io.penstock.execution.spark.signatures;

import org.jspecify.annotations.NullMarked;
