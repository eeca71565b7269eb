/**
 * A statement's text cut into tokens as Spark's lexer would. Start with {@link
 * io.penstock.planner.lexer.SqlText}.
 */
@NullMarked
package io.penstock.planner.lexer;

import org.jspecify.annotations.NullMarked;
