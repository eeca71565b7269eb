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
import io.penstock.planner.PlannedCommand.ChangeCatalog;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogChange.CreateFunction;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.NewTable;
import io.penstock.planner.catalog.PathNames;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.views.ViewExpansion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up what an engine's parser found in a statement. Thread-safe; blocks on the catalog. */
final class EngineStatements {
  private static final String COMMAND = "Spark carries out this command.";

  private final Catalog catalog;
  private final ViewExpansion views;

  EngineStatements(Catalog catalog) {
    this.catalog = catalog;
    this.views = new ViewExpansion(catalog);
  }

  EngineStatement resolve(
      UnplannedStatement statement, StatementOutline outline, PlanningDeadline deadline) {
    CalledFunctions functions = new CalledFunctions(catalog, views, statement, deadline);
    if (outline.command().filter(NewFunction.COMMAND::equals).isPresent()) {
      return newFunction(statement, outline, functions);
    }
    functions.find(outline.functions()).forEach(functions::add);
    boolean script = EngineStatement.isScript(outline.command());
    List<Relation> named = new ArrayList<>();
    List<TableReference> others = new ArrayList<>();
    for (TableReference reference : outline.references()) {
      try {
        view(reference, statement)
            .ifPresentOrElse(
                view -> named.add(new Relation(reference.start(), reference.end(), view)),
                () -> others.add(reference));
      } catch (PenstockException e) {
        throw located(e, statement.text(), reference);
      }
    }
    ViewExpansion.Expanded expanded =
        views.expand(statement.text(), named, statement.temporaryViews(), deadline);
    functions.addCalledByViews(expanded.functions());
    Map<TableName, TablePin> pins = new LinkedHashMap<>();
    functions.pins().forEach(pin -> pins.put(pin.name(), pin));
    expanded.pins().forEach(pin -> pins.put(pin.name(), pin));
    List<Creation> creations = new ArrayList<>();
    for (TableReference reference : script ? createdFirst(others) : others) {
      try {
        TableName name = statement.name(reference.parts());
        if (script && isCreated(name, reference, creations)) {
          continue;
        }
        resolve(reference, name, pins, creations);
      } catch (PenstockException e) {
        throw located(e, statement.text(), reference);
      }
    }
    return new EngineStatement(
        expanded.text(),
        statement.catalog(),
        statement.schema(),
        outline.command(),
        List.copyOf(pins.values()),
        creations,
        new EngineStatement.Functions(functions.called(), Optional.empty()),
        (int) statement.text().tokens().stream().filter(t -> t.isSymbol("?")).count(),
        statement.reason().map(EngineStatements::reason).orElse(COMMAND));
  }

  /** The engine checks it by declaring it; the catalog keeps it then. */
  private EngineStatement newFunction(
      UnplannedStatement statement, StatementOutline outline, CalledFunctions functions) {
    ChangeCatalog create = NewFunction.read(catalog, statement, outline, functions);
    functions.add(((CreateFunction) create.change()).function());
    List<EngineStatement.Called> called = functions.called();
    int own = called.size() - 1;
    return new EngineStatement(
        called.get(own).text(),
        statement.catalog(),
        statement.schema(),
        outline.command(),
        functions.pins(),
        List.of(),
        new EngineStatement.Functions(called.subList(0, own), Optional.of(create)),
        0,
        COMMAND);
  }

  /**
   * What a script creates goes before what it reads and changes. Whether a table is there already
   * counts when the script comes to that statement, and the engine will know.
   */
  private static List<TableReference> createdFirst(List<TableReference> references) {
    List<TableReference> ordered = new ArrayList<>();
    for (TableReference reference : references) {
      if (reference.use() == Use.CREATE) {
        ordered.add(
            new TableReference(
                reference.parts(),
                Use.CREATE_IF_MISSING,
                reference.start(),
                reference.end(),
                reference.location()));
      } else if (reference.use().creates()) {
        ordered.add(reference);
      }
    }
    references.stream().filter(r -> !r.use().creates()).forEach(ordered::add);
    return ordered;
  }

  /** Whether another statement of the script creates the table. */
  private static boolean isCreated(
      TableName name, TableReference reference, List<Creation> creations) {
    Optional<Creation> creation =
        creations.stream().filter(c -> c.name().toSql().equalsIgnoreCase(name.toSql())).findFirst();
    if (reference.use().creates()
        && creation.isPresent()
        && !creation.get().location().equals(reference.location())) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "The script creates table " + name.toSql() + " in two places. Give it one LOCATION.");
    }
    return creation.isPresent();
  }

  /** The view that the statement reads under this name; empty if it is no view. */
  private Optional<CatalogObject.View> view(
      TableReference reference, UnplannedStatement statement) {
    if (reference.use().creates()) {
      return Optional.empty();
    }
    Optional<CatalogObject.View> view = findView(reference, statement);
    if (view.isEmpty()) {
      return Optional.empty();
    }
    String name = view.get().name().table();
    if (reference.use() != Use.READ) {
      throw new PenstockException(
          new Failure(
              ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE,
              "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
              ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE.sqlState(),
              "The statement changes a table, but " + name + " is a view.",
              Optional.empty()),
          null);
    }
    if (reference.start() < 0) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "View " + name + " cannot be named in a statement of this kind. Use its tables.");
    }
    return view;
  }

  private Optional<CatalogObject.View> findView(
      TableReference reference, UnplannedStatement statement) {
    Optional<TemporaryView> temporary = statement.temporary(reference.parts());
    if (temporary.isPresent()) {
      return temporary.map(TemporaryView::view);
    }
    return catalog
        .find(statement.name(reference.parts()))
        .filter(CatalogObject.View.class::isInstance)
        .map(CatalogObject.View.class::cast);
  }

  private static String reason(Failure failure) {
    return "Calcite does not plan it: " + failure.message();
  }

  private void resolve(
      TableReference reference,
      TableName name,
      Map<TableName, TablePin> pins,
      List<Creation> creations) {
    Use use = reference.use();
    if (PathNames.isPath(name) && use.creates()) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "A new table needs a name; LOCATION says where it is to be.");
    }
    Optional<CatalogObject> existing =
        use.creates() ? catalog.find(name) : Optional.of(catalog.require(name));
    if (existing.isEmpty()) {
      creations.add(new Creation(name, use, reference.location()));
      return;
    }
    TableName known = existing.get().name();
    if (use == Use.CREATE) {
      throw new PenstockException(
          ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS,
          "A table or view "
              + known.toSql()
              + " exists already. Choose another name, drop it first, or write CREATE TABLE IF NOT"
              + " EXISTS or CREATE OR REPLACE TABLE.");
    }
    if (existing.get() instanceof CatalogObject.Files files) {
      if (use != Use.READ) {
        throw new PenstockException(
            ErrorCode.UNSUPPORTED_FEATURE,
            "Files that belong to no Delta table can be read and not changed.");
      }
      pins.put(known, TablePin.files(known, files.path()));
      return;
    }
    TablePin pin = catalog.snapshot(known).pin();
    if (use != Use.READ) {
      pins.put(known, TablePin.target(known, pin.location()));
    } else {
      pins.putIfAbsent(known, pin);
    }
  }

  /** Keeps the names of what the statement creates. */
  NewTables begin(EngineStatement statement) {
    List<NewTable> kept = new ArrayList<>();
    List<TablePin> existing = new ArrayList<>();
    try {
      for (Creation creation : statement.creations()) {
        try {
          NewTable table = catalog.reserve(creation.name(), creation.location());
          kept.add(table);
          if (table.adopted() && statement.isScript()) {
            throw new PenstockException(
                ErrorCode.UNSUPPORTED_FEATURE,
                "There is a table at the LOCATION of "
                    + table.name().toSql()
                    + " already. Create it outside of the script.");
          }
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
            || error.code() == ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE
            || error.code() == ErrorCode.LOCATION_NOT_ALLOWED
            || error.code() == ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS;
    return ofName && reference.start() >= 0
        ? new PenstockException(error.failure().at(text.position(reference.start())), error)
        : error;
  }
}
