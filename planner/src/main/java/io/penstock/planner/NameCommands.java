package io.penstock.planner;

import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import java.util.function.Function;

/** The commands on names: reads one and says what has to be done, or answers it. */
final class NameCommands {
  private final CommandNames names;
  private final TokenReader reader;
  private final SqlText text;
  private final CommandQueries queries;
  private final Function<SqlText, PlannedStatement> planQuery;

  /**
   * @param planQuery plans a query in this statement's stead
   */
  NameCommands(
      Catalog catalog,
      SqlText text,
      PlanningContext context,
      PlanningDeadline deadline,
      Function<SqlText, PlannedStatement> planQuery) {
    this.names = new CommandNames(catalog, text, context);
    this.reader = new TokenReader(text);
    this.text = text;
    this.planQuery = planQuery;
    this.queries =
        new CommandQueries(new QueryValidator(catalog), planQuery, context, text, deadline);
  }

  PlannedStatement plan() {
    ChangeCommands changes = new ChangeCommands(names, reader);
    ViewCommands views =
        new ViewCommands(names, reader, text, new ViewQueries(queries, names, text));
    if (reader.take("CREATE")) {
      boolean container =
          reader.peekWord(0, "CATALOG")
              || reader.peekWord(0, "SCHEMA")
              || reader.peekWord(0, "DATABASE")
              || reader.peekWord(0, "NAMESPACE");
      return container ? changes.create() : views.create();
    }
    if (reader.take("DROP")) {
      return reader.take("VIEW") ? views.drop() : changes.drop();
    }
    if (reader.take("ALTER")) {
      return reader.take("VIEW") ? views.alter() : changes.alter();
    }
    if (reader.take("COMMENT")) {
      return changes.comment();
    }
    if (reader.take("UNDROP")) {
      return changes.undrop();
    }
    if (reader.take("SHOW")) {
      return new ShowCommands(names, reader, planQuery).show();
    }
    reader.takeAny("DESCRIBE", "DESC");
    return new DescribeCommands(names, reader, queries).describe();
  }
}
