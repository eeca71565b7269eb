/**
 * What a PostgreSQL client writes, as the planner reads it. Start with {@link
 * io.penstock.odbc.sql.ClientText}.
 */
@NullMarked
package io.penstock.odbc.sql;

import org.jspecify.annotations.NullMarked;
