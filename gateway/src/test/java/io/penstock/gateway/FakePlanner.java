package io.penstock.gateway;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.Lane;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import io.penstock.planner.PlannedColumn;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlannedStatement;
import io.penstock.planner.Planner;
import io.penstock.planner.PlanningContext;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Takes every text for a query of {@link FakeEngine}, but for {@code broken} and {@code USE s}. */
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
  public void warmUp() {}
}
