package io.penstock.planner.validate;

import io.penstock.planner.catalog.TableSnapshot;
import java.util.List;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A query that makes sense.
 *
 * @param plan its relational plan
 * @param names of the result's columns, one per field of {@code rowType}
 * @param rowType types of the result's columns
 * @param parameters types of the parameters, in order
 * @param tables all tables that it names, itself or by views, each once
 * @param relations the places where it names tables and views itself, in order
 * @param views all views that it names, itself or by others, each once
 */
public record ValidatedQuery(
    RelRoot plan,
    List<OutputName> names,
    RelDataType rowType,
    List<RelDataType> parameters,
    List<TableSnapshot> tables,
    List<Relation> relations,
    List<ViewQuery> views) {

  public ValidatedQuery {
    names = List.copyOf(names);
    parameters = List.copyOf(parameters);
    tables = List.copyOf(tables);
    relations = List.copyOf(relations);
    views = List.copyOf(views);
  }

  /**
   * A result column's name.
   *
   * @param named whether the author gave it: an alias or a column's name
   */
  public record OutputName(String name, boolean named) {}
}
