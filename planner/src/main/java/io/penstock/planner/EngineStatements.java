package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import io.penstock.planner.EngineStatement.Creation;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.NewTable;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ValidatedQuery;
import io.penstock.planner.validate.ViewQuery;
import io.penstock.planner.views.ViewText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up what an engine's parser found in a statement. Thread-safe; blocks on the catalog. */
final class EngineStatements {
  private static final String COMMAND = "Spark carries out this command.";

  private final Catalog catalog;
  private final QueryPlanner queries;

  EngineStatements(Catalog catalog, QueryPlanner queries) {
    this.catalog = catalog;
    this.queries = queries;
  }

  /** What a statement names, as far as it has been looked up. */
  private static final class Names {
    final Map<TableName, TablePin> pins = new LinkedHashMap<>();
    final List<Creation> creations = new ArrayList<>();
    final List<Relation> relations = new ArrayList<>();
    final Map<TableName, ViewQuery> views = new LinkedHashMap<>();
  }

  EngineStatement resolve(
      UnplannedStatement statement, StatementOutline outline, PlanningDeadline deadline) {
    Names names = new Names();
    for (TableReference reference : outline.references()) {
      try {
        resolve(reference, statement, names, deadline);
      } catch (PenstockException e) {
        throw located(e, statement.text(), reference);
      }
    }
    names.relations.sort(Comparator.comparingInt(Relation::start));
    return new EngineStatement(
        ViewText.expand(statement.text(), names.relations, List.copyOf(names.views.values())),
        statement.context().catalog(),
        statement.context().schema(),
        outline.command(),
        List.copyOf(names.pins.values()),
        names.creations,
        (int) statement.text().tokens().stream().filter(t -> t.isSymbol("?")).count(),
        statement.reason().map(EngineStatements::reason).orElse(COMMAND));
  }

  private static String reason(Failure failure) {
    return "Calcite does not plan it: " + failure.message();
  }

  private static TableName name(TableReference reference, PlanningContext context) {
    List<String> parts = reference.parts();
    return switch (parts.size()) {
      case 1 -> new TableName(context.catalog(), context.schema(), parts.get(0));
      case 2 -> new TableName(context.catalog(), parts.get(0), parts.get(1));
      case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
      default ->
          throw new PenstockException(
              ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
              "The name " + String.join(".", parts) + " has more than three parts.");
    };
  }

  private void resolve(
      TableReference reference,
      UnplannedStatement statement,
      Names names,
      PlanningDeadline deadline) {
    TableName name = name(reference, statement.context());
    if (reference.use() == Use.READ) {
      boolean temporary =
          reference.parts().size() == 1
              && statement.context().temporaryViews().stream()
                  .anyMatch(view -> view.name().equalsIgnoreCase(name.table()));
      if (temporary || catalog.require(name) instanceof CatalogObject.View) {
        view(reference, statement.context(), names, deadline);
        return;
      }
    }
    Use use = reference.use();
    Optional<CatalogObject> existing =
        use.creates() ? catalog.find(name) : Optional.of(catalog.require(name));
    if (existing.isEmpty()) {
      names.creations.add(new Creation(name, use, reference.location()));
    } else if (use == Use.CREATE) {
      throw new PenstockException(
          ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS,
          "A table or view "
              + existing.get().name().toSql()
              + " exists already. Choose another name, drop it first, or write CREATE TABLE IF NOT"
              + " EXISTS or CREATE OR REPLACE TABLE.");
    } else {
      table(existing.get(), reference, names);
    }
  }

  private void table(CatalogObject object, TableReference reference, Names names) {
    TablePin pin = catalog.snapshot(object.name()).pin();
    if (reference.use() == Use.READ) {
      names.pins.putIfAbsent(object.name(), pin);
      if (reference.start() >= 0) {
        names.relations.add(new Relation(reference.start(), reference.end(), object));
      }
    } else {
      names.pins.put(object.name(), TablePin.target(object.name(), pin.location()));
    }
  }

  /** The engine knows no views: their queries stand in the text in their place. */
  private void view(
      TableReference reference, PlanningContext context, Names names, PlanningDeadline deadline) {
    if (reference.start() < 0) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "View " + String.join(".", reference.parts()) + " cannot be named here.");
    }
    ValidatedQuery query = queries.view(reference.parts(), context, deadline);
    CatalogObject object = query.relations().get(0).object();
    names.relations.add(new Relation(reference.start(), reference.end(), object));
    query.views().forEach(view -> names.views.put(view.view().name(), view));
    for (TableSnapshot table : query.tables()) {
      names.pins.putIfAbsent(table.pin().name(), table.pin());
    }
  }

  /** Keeps the names of what the statement creates. */
  NewTables begin(EngineStatement statement) {
    List<NewTable> kept = new ArrayList<>();
    List<TablePin> existing = new ArrayList<>();
    try {
      for (Creation creation : statement.creations()) {
        try {
          kept.add(catalog.reserve(creation.name(), creation.location()));
        } catch (PenstockException e) {
          if (creation.use() == Use.CREATE || e.code() != ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS) {
            throw e;
          }
          // Somebody created it since the statement was resolved.
          TablePin pin = catalog.snapshot(creation.name()).pin();
          existing.add(TablePin.target(pin.name(), pin.location()));
        }
      }
    } catch (PenstockException e) {
      kept.forEach(catalog::abandon);
      throw e;
    }
    return new NewTables(catalog, kept, existing);
  }

  private static PenstockException located(
      PenstockException error, SqlText text, TableReference reference) {
    boolean ofName =
        error.code() == ErrorCode.CATALOG_NOT_FOUND
            || error.code() == ErrorCode.SCHEMA_NOT_FOUND
            || error.code() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND
            || error.code() == ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS;
    return ofName && reference.start() >= 0
        ? new PenstockException(error.failure().at(text.position(reference.start())), error)
        : error;
  }
}
