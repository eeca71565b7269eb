package io.penstock.gateway;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.Lane;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
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
import io.penstock.planner.lexer.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Takes every text for a query of {@link FakeEngine}, but for {@code broken}, {@code USE s}, and
 * {@code change ...}, which it leaves to the engine.
 */
public final class FakePlanner implements Planner {
  public volatile int planned;

  @Override
  public PlannedStatement plan(String sql, PlanningContext context) {
    planned++;
    if (sql.equals("broken")) {
      throw new PenstockException(
          Failure.of(ErrorCode.PARSE_SYNTAX_ERROR, "Unexpected 'broken'.")
              .at(new TextPosition(1, 1)),
          null);
    }
    if (sql.startsWith("change ")) {
      return new UnplannedStatement(
          SqlText.of(sql), Map.of(), "lake", "s", List.of(), Optional.empty(), false);
    }
    if (sql.startsWith("USE ")) {
      return new PlannedCommand.UseSchema("lake", sql.substring(4));
    }
    if (sql.startsWith("SET ")) {
      String[] pair = sql.substring(4).split("=");
      return new PlannedCommand.SetSetting(pair[0].trim(), pair[1].trim());
    }
    List<Field> parameters =
        sql.contains("?") ? List.of(Field.nullable("p1", new ArrowType.Int(64, true))) : List.of();
    return new PlannedQuery(
        sql,
        sql.replace(" ?", " 5"),
        false,
        List.of(new PlannedColumn(Field.nullable("number", new ArrowType.Int(64, true)), true)),
        parameters,
        List.of(),
        Lane.SPARK,
        "it is the only one",
        "plan");
  }

  @Override
  public PlannedStatement resolve(UnplannedStatement statement, StatementOutline outline) {
    return new EngineStatement(
        statement.text().text(),
        statement.catalog(),
        statement.schema(),
        outline.command(),
        List.of(TablePin.target(new TableName("lake", "s", "t"), "file:/t")),
        List.of(),
        new EngineStatement.Functions(List.of(), Optional.empty()),
        0,
        "it is a command");
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
