/** Who may come in. Start with {@link io.penstock.gateway.auth.Users}. */
@NullMarked
package io.penstock.gateway.auth;

import org.jspecify.annotations.NullMarked;
