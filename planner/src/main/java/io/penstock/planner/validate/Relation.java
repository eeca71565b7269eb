package io.penstock.planner.validate;

import io.penstock.planner.catalog.CatalogObject;

/**
 * A place in a query's text that names a table or a view.
 *
 * @param start offset of the name
 * @param end offset behind the name
 */
public record Relation(int start, int end, CatalogObject object) {}
