/**
 * The Spark engine: one process that runs statements handed to it over Arrow Flight, on Spark and
 * Delta, and knows no table but the pinned ones. Start with {@link
 * io.penstock.execution.spark.Main}; one statement's walk is {@code EngineFlightProducer}, {@code
 * Statement}, {@code QueryGate}, {@code ResultJob}, {@code ResultChannel}.
 */
@NullMarked
package io.penstock.execution.spark;

import org.jspecify.annotations.NullMarked;
