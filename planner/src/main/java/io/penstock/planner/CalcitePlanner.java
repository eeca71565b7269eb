package io.penstock.planner;

import io.penstock.execution.api.Lane;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.classify.Statement;
import io.penstock.planner.classify.StatementClassifier;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.validate.QueryValidator;
import io.penstock.planner.validate.ValidatedQuery;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.plan.RelOptUtil;

/** Plans with Apache Calcite over a catalog of Delta tables. */
public final class CalcitePlanner implements Planner {
  private final QueryValidator validator;

  public CalcitePlanner(Catalog catalog) {
    this.validator = new QueryValidator(catalog);
  }

  @Override
  public PlannedStatement plan(String sql, PlanningContext context) {
    SqlText text = SqlText.of(sql);
    Statement statement = StatementClassifier.classify(text);
    if (statement instanceof Statement.Query query) {
      return query(query.text(), context);
    }
    throw new UnsupportedOperationException();
  }

  private PlannedQuery query(SqlText text, PlanningContext context) {
    ValidatedQuery query = validator.validate(text, context.catalog(), context.schema());
    List<PlannedColumn> columns = new ArrayList<>();
    for (int i = 0; i < query.names().size(); i++) {
      columns.add(
          new PlannedColumn(
              ArrowTypes.toArrow(
                  query.names().get(i).name(), query.rowType().getFieldList().get(i).getType()),
              query.names().get(i).named()));
    }
    List<Field> parameters = new ArrayList<>();
    for (int i = 0; i < query.parameters().size(); i++) {
      parameters.add(ArrowTypes.toArrow("?" + (i + 1), query.parameters().get(i)));
    }
    List<PlannedTable> tables = query.tables().stream().map(CalcitePlanner::table).toList();
    return new PlannedQuery(
        text.text(),
        text.text(),
        false,
        columns,
        parameters,
        tables,
        Lane.SPARK,
        "",
        RelOptUtil.toString(query.plan().rel));
  }

  private static PlannedTable table(TableSnapshot snapshot) {
    FileTotals totals = snapshot.totals();
    return new PlannedTable(snapshot.pin(), totals.files(), totals.bytes(), totals.rows());
  }

  @Override
  public void warmUp() {}
}
