/**
 * Names and what they stand for: the control store (names, locations) and the Delta logs (schemas,
 * versions, statistics). Start with {@link io.penstock.planner.catalog.Catalog}.
 */
@NullMarked
package io.penstock.planner.catalog;

import org.jspecify.annotations.NullMarked;
