package io.penstock.planner.validate;

import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.lexer.SqlText;
import java.util.List;

/**
 * A view with its query as it is understood now.
 *
 * @param columns what each column of the view is made of
 * @param width how many columns the query has now
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
   * @param position which column of the query it is, from 0
   * @param type to which it has to be cast, as Spark writes it; empty if it still is of this type
   */
  public record Column(String name, int position, String type) {}

  public ViewQuery {
    columns = List.copyOf(columns);
    relations = List.copyOf(relations);
  }
}
