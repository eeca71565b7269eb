package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogChange;
import io.penstock.planner.catalog.CatalogChange.ChangeViewProperties;
import io.penstock.planner.catalog.CatalogChange.ChangeViewQuery;
import io.penstock.planner.catalog.CatalogChange.CreateView;
import io.penstock.planner.catalog.CatalogChange.DropView;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.CatalogChange.RenameView;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** CREATE VIEW, ALTER VIEW and DROP VIEW. */
final class ViewCommands {
  private final CommandNames names;
  private final TokenReader reader;
  private final SqlText text;
  private final ViewQueries queries;

  ViewCommands(CommandNames names, TokenReader reader, SqlText text, ViewQueries queries) {
    this.names = names;
    this.reader = reader;
    this.text = text;
    this.queries = queries;
  }

  /** After CREATE. */
  PlannedStatement create() {
    boolean replace = reader.takeAll("OR", "REPLACE");
    int globalOffset = reader.offset();
    if (reader.take("GLOBAL")) {
      throw names.unsupported(
          globalOffset, "Global temporary views are not supported. CREATE TEMPORARY VIEW.");
    }
    boolean temporary = reader.takeAny("TEMPORARY", "TEMP");
    reader.require("VIEW");
    int ifOffset = reader.offset();
    boolean ifNotExists = reader.takeAll("IF", "NOT", "EXISTS");
    if (ifNotExists && (replace || temporary)) {
      throw text.failure(
          ifOffset,
          ErrorCode.PARSE_SYNTAX_ERROR,
          "IF NOT EXISTS goes neither with OR REPLACE nor with a temporary view.");
    }
    QualifiedName name = reader.name(temporary ? 1 : 3);
    List<ViewQueries.NamedColumn> columns = columns();
    Optional<String> comment = Optional.empty();
    Map<String, String> properties = new HashMap<>();
    while (!reader.take("AS")) {
      int offset = reader.offset();
      if (reader.take("COMMENT")) {
        comment = Optional.of(reader.string("a comment in quotes"));
      } else if (reader.take("TBLPROPERTIES")) {
        properties.putAll(PropertyLists.pairs(reader));
      } else if (reader.takeAny("USING", "PARTITIONED", "SCHEDULE", "DEFAULT")) {
        throw names.unsupported(offset, "This clause of CREATE VIEW is not supported.");
      } else if (!reader.takeAll("WITH", "SCHEMA", "COMPENSATION")) {
        if (reader.peekWord(0, "WITH")) {
          throw names.unsupported(offset, "A view's schema mode is always COMPENSATION.");
        }
        throw reader.expected("AS and a query");
      }
    }
    ViewQueries.Wanted view = new ViewQueries.Wanted(name, columns, temporary, comment, properties);
    if (temporary) {
      return queries.read(
          view, reader, made -> temporary(name, name.parts().get(0), made, replace));
    }
    IfThere ifThere = replace ? IfThere.REPLACE : ifNotExists ? IfThere.KEEP : IfThere.FAIL;
    return queries.read(
        view,
        reader,
        made -> names.change(new CreateView(names.table(name), made.definition(), ifThere), name));
  }

  private PlannedCommand temporary(
      QualifiedName place, String name, ViewQueries.Made made, boolean replace) {
    return new PlannedCommand.CreateTemporaryView(
        new TemporaryView(name, made.definition(), made.uses()),
        replace,
        text.position(place.offset()));
  }

  private List<ViewQueries.NamedColumn> columns() {
    List<ViewQueries.NamedColumn> columns = new ArrayList<>();
    if (!reader.takeSymbol("(")) {
      return columns;
    }
    Set<String> seen = new HashSet<>();
    do {
      QualifiedName column = reader.name(1);
      String name = column.parts().get(0);
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw queries.duplicate(column.offset(), name);
      }
      Optional<String> comment =
          reader.take("COMMENT")
              ? Optional.of(reader.string("a comment in quotes"))
              : Optional.empty();
      columns.add(new ViewQueries.NamedColumn(name, comment));
    } while (reader.takeSymbol(","));
    reader.requireSymbol(")");
    return columns;
  }

  /** After ALTER VIEW. */
  PlannedStatement alter() {
    QualifiedName name = reader.name(3);
    if (reader.takeAll("RENAME", "TO")) {
      return rename(name);
    }
    if (reader.takeAll("SET", "TBLPROPERTIES")) {
      Map<String, String> set = PropertyLists.pairs(reader);
      reader.expectEnd();
      return properties(name, set, Set.of());
    }
    if (reader.takeAll("UNSET", "TBLPROPERTIES")) {
      boolean ifExists = reader.takeAll("IF", "EXISTS");
      Set<String> unset = PropertyLists.keys(reader).keySet();
      reader.expectEnd();
      if (!ifExists) {
        checkProperties(name, unset);
      }
      return properties(name, Map.of(), unset);
    }
    int offset = reader.offset();
    if (reader.takeAny("WITH", "OWNER", "SET", "ALTER")) {
      throw names.unsupported(offset, "This form of ALTER VIEW is not supported.");
    }
    reader.take("AS");
    return query(name);
  }

  private PlannedCommand rename(QualifiedName name) {
    QualifiedName to = reader.name(3);
    reader.expectEnd();
    Optional<TemporaryView> temporary = names.temporary(name);
    if (temporary.isPresent() && to.parts().size() == 1) {
      return new PlannedCommand.RenameTemporaryView(
          temporary.get().name(), to.parts().get(0), text.position(to.offset()));
    }
    TableName from = names.table(name);
    TableName target =
        to.parts().size() > 1
            ? names.table(to)
            : new TableName(from.catalog(), from.schema(), to.parts().get(0));
    return names.change(new RenameView(from, target), name);
  }

  private PlannedStatement query(QualifiedName name) {
    Optional<TemporaryView> temporary = names.temporary(name);
    if (temporary.isPresent()) {
      ViewDefinition kept = temporary.get().definition();
      return queries.read(
          new ViewQueries.Wanted(name, List.of(), true, kept.comment(), kept.properties()),
          reader,
          made -> temporary(name, temporary.get().name(), made, true));
    }
    return queries.read(
        new ViewQueries.Wanted(name, List.of(), false, Optional.empty(), Map.of()),
        reader,
        made -> names.change(new ChangeViewQuery(names.table(name), made.definition()), name));
  }

  private PlannedCommand properties(
      QualifiedName name, Map<String, String> set, Set<String> unset) {
    if (names.temporary(name).isPresent()) {
      throw names.refusal(
          name.offset(),
          "EXPECT_PERMANENT_VIEW_NOT_TEMP",
          "42809",
          "'ALTER VIEW ... TBLPROPERTIES' expects a permanent view but "
              + TableName.quote(name.parts().get(0))
              + " is a temporary view.");
    }
    CatalogChange change = new ChangeViewProperties(names.table(name), set, unset);
    return names.change(change, name);
  }

  private void checkProperties(QualifiedName name, Set<String> unset) {
    CatalogObject object = names.located(name, () -> names.catalog().require(names.table(name)));
    if (!(object instanceof CatalogObject.View view)) {
      // Carrying it out says what is wrong.
      return;
    }
    Set<String> missing = new TreeSet<>(unset);
    missing.removeAll(view.definition().properties().keySet());
    if (!missing.isEmpty()) {
      throw names.refusal(
          name.offset(),
          "UNSET_NONEXISTENT_PROPERTIES",
          "42K0J",
          "View "
              + view.name().toSql()
              + " has no property "
              + String.join(", ", missing)
              + ". UNSET TBLPROPERTIES IF EXISTS leaves out what there is not.");
    }
  }

  /** After DROP VIEW. */
  PlannedCommand drop() {
    boolean ifExists = reader.takeAll("IF", "EXISTS");
    QualifiedName name = reader.name(3);
    reader.expectEnd();
    Optional<TemporaryView> temporary = names.temporary(name);
    return temporary.isPresent()
        ? new PlannedCommand.DropTemporaryView(temporary.get().name())
        : names.change(new DropView(names.table(name), ifExists), name);
  }
}
