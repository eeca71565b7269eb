/**
 * Whether a server's answers are right: the queries through JDBC against the answers of an
 * independent engine over the same files. Start with {@link
 * io.penstock.benchmarks.check.AnswerCheck}.
 */
@NullMarked
package io.penstock.benchmarks.check;

import org.jspecify.annotations.NullMarked;
