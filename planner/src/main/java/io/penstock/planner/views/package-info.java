/**
 * Views in the texts that engines get: an engine knows no view, so each is replaced by its query.
 * Start with {@link io.penstock.planner.views.ViewText}.
 */
@NullMarked
package io.penstock.planner.views;

import org.jspecify.annotations.NullMarked;
