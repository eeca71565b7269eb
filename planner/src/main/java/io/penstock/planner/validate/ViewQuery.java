package io.penstock.planner.validate;

import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.lexer.SqlText;
import java.util.List;

/**
 * A view with its query as it is understood now.
 *
 * @param columns what each column of the view is made of
 * @param width how many columns the query has now; 0 if they go by their own names
 * @param relations that the query names, in order
 */
public record ViewQuery(
    CatalogObject.View view,
    SqlText text,
    List<Column> columns,
    int width,
    List<Relation> relations) {

  /**
   * A column of a view.
   *
   * @param name as it was made
   * @param source the column of the query: its own name, or {@code _c} and its position from 0
   * @param type to which it has to be cast, as Spark writes it; empty if it still is of this type
   */
  public record Column(String name, String source, String type) {}

  public ViewQuery {
    columns = List.copyOf(columns);
    relations = List.copyOf(relations);
  }
}
