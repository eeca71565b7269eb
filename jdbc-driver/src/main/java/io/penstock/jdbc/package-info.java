/**
 * JDBC over Arrow Flight SQL. Avatica supplies the parts of JDBC that never change; execution,
 * cancellation, errors, values and metadata are here. Start with {@link
 * io.penstock.jdbc.PenstockDriver}, then {@code FlightSession} (one connection's channel) and
 * {@code Execution} (one running statement).
 */
@NullMarked
package io.penstock.jdbc;

import org.jspecify.annotations.NullMarked;
