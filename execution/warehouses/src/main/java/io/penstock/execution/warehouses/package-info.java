/**
 * Starts, feeds and stops engines. Start with {@link
 * io.penstock.execution.warehouses.SupervisedEngine}: an engine that is a child process, started
 * when it is needed and again when it has died.
 */
@NullMarked
package io.penstock.execution.warehouses;

import org.jspecify.annotations.NullMarked;
