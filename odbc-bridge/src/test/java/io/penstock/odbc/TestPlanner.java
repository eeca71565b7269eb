package io.penstock.odbc;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.Lane;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TextPosition;
import io.penstock.planner.CommandOnQuery;
import io.penstock.planner.EngineStatement;
import io.penstock.planner.NewTables;
import io.penstock.planner.PlannedColumn;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlannedStatement;
import io.penstock.planner.Planner;
import io.penstock.planner.PlanningContext;
import io.penstock.planner.UnplannedStatement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Takes texts for queries of {@link TestEngine}; every {@code ?} is a BIGINT. */
final class TestPlanner implements Planner {
  static final Field N = Field.nullable("n", new ArrowType.Int(64, true));

  @Override
  public PlannedStatement plan(String sql, PlanningContext context) {
    int broken = sql.indexOf("broken");
    if (broken >= 0) {
      int line = (int) sql.substring(0, broken).chars().filter(c -> c == '\n').count() + 1;
      int column = broken - sql.lastIndexOf('\n', broken);
      throw new PenstockException(
          Failure.of(ErrorCode.PARSE_SYNTAX_ERROR, "Unexpected 'broken'.")
              .at(new TextPosition(line, column)),
          null);
    }
    if (sql.startsWith("USE ")) {
      return new PlannedCommand.UseSchema("lake", sql.substring(4));
    }
    List<Field> parameters = new ArrayList<>();
    sql.chars().filter(c -> c == '?').forEach(c -> parameters.add(N));
    List<Field> columns = sql.startsWith("types") ? TestTypes.SCHEMA.getFields() : List.of(N);
    return new PlannedQuery(
        sql,
        sql,
        false,
        columns.stream().map(field -> new PlannedColumn(field, true)).toList(),
        parameters,
        List.of(),
        Lane.SPARK,
        "it is the only one",
        "plan");
  }

  @Override
  public PlannedStatement resolve(UnplannedStatement statement, StatementOutline outline) {
    throw new UnsupportedOperationException("every text is planned here");
  }

  @Override
  public EngineStatement resolve(CommandOnQuery command, StatementOutline outline) {
    throw new UnsupportedOperationException("no command has a query here");
  }

  @Override
  public PlannedCommand complete(CommandOnQuery command, StatementOutline outline, Schema columns) {
    throw new UnsupportedOperationException("no command has a query here");
  }

  @Override
  public NewTables begin(EngineStatement statement) {
    throw new UnsupportedOperationException("nothing is created here");
  }

  @Override
  public void warmUp() {}

  @Override
  public void apply(PlannedCommand.ChangeCatalog change) {
    throw new UnsupportedOperationException("nothing is changed here");
  }
}
