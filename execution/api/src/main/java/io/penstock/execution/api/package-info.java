/**
 * The words that every module shares: what can be run ({@link
 * io.penstock.execution.api.ExecutableQuery}), what runs it ({@link
 * io.penstock.execution.api.Engine}), and how it can fail ({@link
 * io.penstock.execution.api.PenstockException}). Start with {@code Engine}.
 */
@NullMarked
package io.penstock.execution.api;

import org.jspecify.annotations.NullMarked;
