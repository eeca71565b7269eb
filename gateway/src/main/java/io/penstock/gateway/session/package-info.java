/** Sessions and their settings. Start with {@link io.penstock.gateway.session.Sessions}. */
@NullMarked
package io.penstock.gateway.session;

import org.jspecify.annotations.NullMarked;
