package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.types.SparkTypeText;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import io.penstock.planner.validate.ViewQuery.Column;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Plans the views of one statement: each in the catalog and schema that were current when it was
 * made, with the columns that it had then. Not thread-safe.
 */
final class ViewExpander {
  /** Spark's {@code spark.sql.view.maxNestedViewDepth}. */
  private static final int MAX_DEPTH = 100;

  private static final int MAX_EXPANSIONS = 1_000;

  private final QueryValidator validator;
  private final StatementTables tables;
  private final RelOptCluster cluster;
  private final PlanningDeadline deadline;
  private final Deque<TableName> path = new ArrayDeque<>();
  private int expansions;

  ViewExpander(
      QueryValidator validator,
      StatementTables tables,
      RelOptCluster cluster,
      PlanningDeadline deadline) {
    this.validator = validator;
    this.tables = tables;
    this.cluster = cluster;
    this.deadline = deadline;
  }

  /** A plan of the view's own. */
  RelNode expand(CatalogObject.View view) {
    check(view.name());
    path.addLast(view.name());
    try {
      return plan(view);
    } catch (PenstockException e) {
      throw ViewFailures.named(view.name(), e);
    } finally {
      path.removeLast();
    }
  }

  private void check(TableName name) {
    if (path.contains(name)) {
      String cycle =
          Stream.concat(path.stream(), Stream.of(name))
              .map(ViewFailures::display)
              .collect(Collectors.joining(" -> "));
      throw recursive(name, cycle);
    }
    if (path.size() >= MAX_DEPTH) {
      throw failure(
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "VIEW_EXCEED_MAX_NESTED_DEPTH",
          "54K00",
          "View "
              + ViewFailures.display(name)
              + " is the "
              + (MAX_DEPTH + 1)
              + "th view inside of one another. Write one of them with fewer views.");
    }
    expansions++;
    if (expansions > MAX_EXPANSIONS) {
      throw new PenstockException(
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "The statement names views more than "
              + MAX_EXPANSIONS
              + " times, with those that other views name. Split it, or make a table of one.");
    }
  }

  /** RECURSIVE_VIEW. */
  static PenstockException recursive(TableName name, String cycle) {
    return failure(
        ErrorCode.INVALID_STATEMENT,
        "RECURSIVE_VIEW",
        "42K0H",
        "View " + ViewFailures.display(name) + " depends on itself: " + cycle + ".");
  }

  private RelNode plan(CatalogObject.View view) {
    ViewDefinition definition = view.definition();
    if (definition.engine().isPresent()) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "View " + ViewFailures.display(view.name()) + " is a query that only Spark understands.");
    }
    Set<String> uses = tables.temporary(view.name()).map(TemporaryView::uses).orElse(Set.of());
    SqlText text = SqlText.of(definition.text());
    ValidatedQuery query =
        validator.validate(
            text,
            new NameResolution(
                definition.catalog(),
                definition.schema(),
                t -> uses.contains(t.name().toLowerCase(Locale.ROOT))),
            tables,
            cluster,
            deadline);
    RelNode rel = query.plan().project();
    RexBuilder rex = cluster.getRexBuilder();
    List<Column> columns = new ArrayList<>();
    List<RexNode> projects = new ArrayList<>();
    List<Field> fields = definition.columns().getFields();
    for (int i = 0; i < fields.size(); i++) {
      int position = position(view.name(), query.names(), definition.queryColumns(), i);
      RelDataType type = rel.getRowType().getFieldList().get(position).getType();
      RelDataType made =
          cluster
              .getTypeFactory()
              .createTypeWithNullability(
                  ArrowTypes.toCalcite(fields.get(i), cluster.getTypeFactory()), type.isNullable());
      RexNode value = rex.makeInputRef(rel, position);
      boolean same = SqlTypeUtil.equalSansNullability(cluster.getTypeFactory(), type, made);
      projects.add(same ? value : rex.makeAbstractCast(made, value, false));
      String name = fields.get(i).getName();
      columns.add(new Column(name, "_c" + position, same ? "" : SparkTypeText.of(fields.get(i))));
    }
    tables.expanded(new ViewQuery(view, text, columns, query.names().size(), query.relations()));
    List<String> names = fields.stream().map(Field::getName).toList();
    return LogicalProject.create(rel, List.of(), projects, names, Set.of());
  }

  /** Columns are found by name; where the query has more than one of a name, by their order. */
  private static int position(TableName view, List<OutputName> now, List<String> made, int column) {
    String name = made.get(column);
    long before = made.subList(0, column).stream().filter(name::equalsIgnoreCase).count();
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).name().equalsIgnoreCase(name)) {
        if (before == 0) {
          return i;
        }
        before--;
      }
    }
    throw failure(
        ErrorCode.INVALID_STATEMENT,
        "INCOMPATIBLE_VIEW_SCHEMA_CHANGE",
        "51024",
        "The query of view "
            + ViewFailures.display(view)
            + " no longer has the column "
            + TableName.quote(name)
            + ". CREATE OR REPLACE VIEW makes it anew.");
  }

  private static PenstockException failure(
      ErrorCode code, String condition, String sqlState, String message) {
    return new PenstockException(
        new Failure(code, condition, sqlState, message, Optional.empty()), null);
  }
}
