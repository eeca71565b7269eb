package io.penstock.planner.catalog;

import java.util.Optional;

/**
 * What is known of a catalog.
 *
 * @param location URI of its folder
 */
public record CatalogDescription(String name, Optional<String> comment, String location) {}
