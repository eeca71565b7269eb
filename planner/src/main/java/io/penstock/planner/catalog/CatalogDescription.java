package io.penstock.planner.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of a catalog.
 *
 * @param location URI of its folder
 */
public record CatalogDescription(
    String name, Optional<String> comment, String location, Map<String, String> properties) {
  public CatalogDescription {
    properties = Map.copyOf(properties);
  }
}
