/**
 * Reads single values out of Arrow vectors as JDBC types, without allocating more than the type
 * needs. Start with {@link io.penstock.jdbc.column.ColumnAccessor#of}.
 */
@NullMarked
package io.penstock.jdbc.column;

import org.jspecify.annotations.NullMarked;
