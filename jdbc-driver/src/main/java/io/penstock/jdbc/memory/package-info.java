/**
 * Stands in for one class of Arrow inside the shaded jar, so that the driver needs no JVM flag. See
 * {@link io.penstock.jdbc.memory.FlaglessMemory}.
 */
@NullMarked
package io.penstock.jdbc.memory;

import org.jspecify.annotations.NullMarked;
