/**
 * From a parsed query to a validated relational plan: names resolved against the catalog, types
 * derived by Spark's rules, and errors told in terms of the author's text. Start with {@link
 * io.penstock.planner.validate.QueryValidator}.
 */
@NullMarked
package io.penstock.planner.validate;

import org.jspecify.annotations.NullMarked;
