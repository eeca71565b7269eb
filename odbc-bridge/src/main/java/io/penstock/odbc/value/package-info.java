/**
 * Values in PostgreSQL's text and binary formats. Start with {@link io.penstock.odbc.value.PgType}.
 */
@NullMarked
package io.penstock.odbc.value;

import org.jspecify.annotations.NullMarked;
