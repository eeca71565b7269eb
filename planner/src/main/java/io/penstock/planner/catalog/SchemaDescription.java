package io.penstock.planner.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of a schema.
 *
 * @param location URI of the folder in which its managed tables are made
 */
public record SchemaDescription(
    String catalog,
    String schema,
    Optional<String> comment,
    String location,
    Map<String, String> properties) {
  public SchemaDescription {
    properties = Map.copyOf(properties);
  }
}
