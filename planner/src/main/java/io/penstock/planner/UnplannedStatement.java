package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.lexer.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that goes to the Spark engine in its author's words: a command that only Spark
 * carries out, or a query that Calcite does not plan. Which tables it touches is known once the
 * engine has parsed it; {@link Planner#resolve} then makes an {@link EngineStatement} of it.
 *
 * @param text for the engine, with the positions of the author's
 * @param functions of the catalog that the author gave longer names than the text has, by the names
 *     in the text in lower case
 * @param catalog for names of fewer than three parts
 * @param schema for names of one part
 * @param temporaryViews the session's
 * @param reason why a query is not planned; empty for a command
 * @param explained whether only its EXPLAIN is asked for
 */
public record UnplannedStatement(
    SqlText text,
    Map<String, TableName> functions,
    String catalog,
    String schema,
    List<TemporaryView> temporaryViews,
    Optional<Failure> reason,
    boolean explained)
    implements PlannedStatement {
  public UnplannedStatement {
    functions = Map.copyOf(functions);
    temporaryViews = List.copyOf(temporaryViews);
  }

  /** The catalog's name of a function that the text calls so. */
  TableName function(String name) {
    TableName qualified = functions.get(name.toLowerCase(Locale.ROOT));
    return qualified == null ? new TableName(catalog, schema, name) : qualified;
  }

  /** The session's temporary view of a name. */
  Optional<TemporaryView> temporary(List<String> parts) {
    return parts.size() == 1
        ? temporaryViews.stream().filter(v -> v.name().equalsIgnoreCase(parts.get(0))).findFirst()
        : Optional.empty();
  }

  /**
   * What a name of one to three parts stands for.
   *
   * @throws PenstockException TABLE_OR_VIEW_NOT_FOUND if it has more
   */
  TableName name(List<String> parts) {
    return switch (parts.size()) {
      case 1 -> new TableName(catalog, schema, parts.get(0));
      case 2 -> new TableName(catalog, parts.get(0), parts.get(1));
      case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
      default ->
          throw new PenstockException(
              ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
              "The name " + String.join(".", parts) + " has more than three parts.");
    };
  }
}
