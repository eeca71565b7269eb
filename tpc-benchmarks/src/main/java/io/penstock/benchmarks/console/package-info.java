/**
 * What the tool shows a person: failures in one line ({@link
 * io.penstock.benchmarks.console.ToolException}), progress, tables. Start with {@code
 * ToolException}.
 */
@NullMarked
package io.penstock.benchmarks.console;

import org.jspecify.annotations.NullMarked;
