package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.Set;

/**
 * A view that one session has, for as long as it lives.
 *
 * @param uses names of the temporary views that its query named when it was made
 */
public record TemporaryView(String name, ViewDefinition definition, Set<String> uses) {
  /** The catalog and schema that temporary views seem to be in. */
  public static final String CATALOG = "system";

  public static final String SCHEMA = "session";

  public TemporaryView {
    uses = Set.copyOf(uses);
  }

  /** The name of a temporary view among those of all relations. */
  public static TableName qualified(String name) {
    return new TableName(CATALOG, SCHEMA, name);
  }

  /** Whether it is such a name. */
  public static boolean isQualified(TableName name) {
    return name.catalog().equals(CATALOG) && name.schema().equals(SCHEMA);
  }

  /** The view as others are. */
  public CatalogObject.View view() {
    return new CatalogObject.View(qualified(name), definition);
  }
}
