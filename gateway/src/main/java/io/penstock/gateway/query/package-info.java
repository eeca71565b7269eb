/**
 * From a statement and a session to rows, whatever door it came through. Start with {@link
 * io.penstock.gateway.query.QueryService}.
 */
@NullMarked
package io.penstock.gateway.query;

import org.jspecify.annotations.NullMarked;
