/** The server's configuration. Start with {@link io.penstock.gateway.config.ServerConfig}. */
@NullMarked
package io.penstock.gateway.config;

import org.jspecify.annotations.NullMarked;
