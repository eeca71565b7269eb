/**
 * The server: wires planner, engines and front doors. Start with {@link io.penstock.gateway.Main}.
 */
@NullMarked
package io.penstock.gateway;

import org.jspecify.annotations.NullMarked;
