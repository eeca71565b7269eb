/** The Arrow Flight SQL door. Start with {@link io.penstock.gateway.flight.FlightSqlDoor}. */
@NullMarked
package io.penstock.gateway.flight;

import org.jspecify.annotations.NullMarked;
