package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.List;

/**
 * A text that Spark understands and Calcite does not, such as a function's body, kept so that it
 * means the same under every current schema.
 *
 * @param text with full names of tables and views, and plain names of the catalog's functions
 * @param relations where the text names tables and views, in order
 * @param functions of the catalog that the text calls
 */
public record EngineText(String text, List<Place> relations, List<TableName> functions) {

  /** A name in the text; offsets in UTF-16 units, the end is exclusive. */
  public record Place(TableName name, int start, int end) {}

  public EngineText {
    relations = List.copyOf(relations);
    functions = List.copyOf(functions);
  }
}
