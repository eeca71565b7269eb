/**
 * The PostgreSQL wire protocol in front of the query service. Start with {@link
 * io.penstock.odbc.PostgresDoor}; a connection's walk is ConnectionHandler, Connection,
 * Conversation.
 */
@NullMarked
package io.penstock.odbc;

import org.jspecify.annotations.NullMarked;
