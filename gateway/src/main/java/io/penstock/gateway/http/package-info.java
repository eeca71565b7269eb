/** The HTTP door: health and metrics. Start with {@link io.penstock.gateway.http.HttpDoor}. */
@NullMarked
package io.penstock.gateway.http;

import org.jspecify.annotations.NullMarked;
