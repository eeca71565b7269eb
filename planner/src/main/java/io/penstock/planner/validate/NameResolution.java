package io.penstock.planner.validate;

import io.penstock.planner.catalog.TemporaryView;
import java.util.function.Predicate;

/**
 * Where a query's short names are looked up.
 *
 * @param catalog the current catalog
 * @param schema the current schema
 * @param temporary the temporary views that it can name
 */
record NameResolution(String catalog, String schema, Predicate<TemporaryView> temporary) {}
