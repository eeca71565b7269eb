package io.penstock.planner;

import io.penstock.execution.api.Lane;
import io.penstock.execution.api.TablePin;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A query, ready to be run on a lane. Immutable; valid as long as its tables' versions are wanted.
 *
 * @param originalText as the client sent it, without a trailing semicolon
 * @param engineText what the engine gets: the original text, or the plan unparsed
 * @param rewritten whether {@code engineText} was unparsed from the plan
 * @param columns of the result, in order
 * @param parameters one nullable field per {@code ?}, in order
 * @param tables all tables that it reads, each once
 * @param lane where it runs
 * @param laneReason why there, one sentence
 * @param logicalPlan Calcite's plan as text
 */
public record PlannedQuery(
    String originalText,
    String engineText,
    boolean rewritten,
    List<PlannedColumn> columns,
    List<Field> parameters,
    List<PlannedTable> tables,
    Lane lane,
    String laneReason,
    String logicalPlan)
    implements PlannedStatement {

  public PlannedQuery {
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
    tables = List.copyOf(tables);
  }

  /** The result's columns as an Arrow schema. */
  public Schema schema() {
    return new Schema(columns.stream().map(PlannedColumn::field).toList());
  }

  /** The parameters as an Arrow schema; empty if there are none. */
  public Schema parameterSchema() {
    return new Schema(parameters);
  }

  /** What the engine may touch. */
  public List<TablePin> pins() {
    return tables.stream().map(PlannedTable::pin).toList();
  }
}
