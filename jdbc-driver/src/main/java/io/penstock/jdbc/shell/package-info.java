/**
 * The SQL shell, {@code penstock sql}: a program on top of the driver. Start with {@link
 * io.penstock.jdbc.shell.Main}.
 */
@NullMarked
package io.penstock.jdbc.shell;

import org.jspecify.annotations.NullMarked;
