package io.penstock.planner.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a view is.
 *
 * @param text its query as written
 * @param catalog the current catalog when it was made, for the query's short names
 * @param schema the current schema when it was made
 * @param queryColumns names of the query's columns when it was made, one per column of the view
 * @param columns names, types and comments (as {@link TableSnapshot#schema()}) of its columns
 * @param comment on the view
 * @param properties its TBLPROPERTIES
 * @param engine the query for Spark, if Calcite does not plan it
 */
public record ViewDefinition(
    String text,
    String catalog,
    String schema,
    List<String> queryColumns,
    Schema columns,
    Optional<String> comment,
    Map<String, String> properties,
    Optional<EngineText> engine) {

  public ViewDefinition {
    queryColumns = List.copyOf(queryColumns);
    properties = Map.copyOf(properties);
    if (queryColumns.size() != columns.getFields().size()) {
      throw new IllegalArgumentException("a view has a column for each of its query's");
    }
  }

  /** The same view with other properties. */
  public ViewDefinition withProperties(Map<String, String> changed) {
    return with(comment, changed);
  }

  /** The same query under a comment and properties. */
  ViewDefinition with(Optional<String> otherComment, Map<String, String> otherProperties) {
    return new ViewDefinition(
        text, catalog, schema, queryColumns, columns, otherComment, otherProperties, engine);
  }
}
