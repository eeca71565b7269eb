package io.penstock.planner.views;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.EngineText;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.types.SparkTypeText;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ViewFailures;
import io.penstock.planner.validate.ViewQuery;
import io.penstock.planner.validate.ViewQuery.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The views of one statement whose queries only Spark understands, with all that these name. Blocks
 * on the catalog; not thread-safe.
 */
final class EngineViews {
  private final Catalog catalog;
  private final List<TemporaryView> temporary;

  /** In the order in which they were met. */
  private final Map<TableName, ViewQuery> queries = new LinkedHashMap<>();

  private final Set<CatalogObject.View> planned = new LinkedHashSet<>();
  private final Map<TableName, TablePin> pins = new LinkedHashMap<>();
  private final Set<TableName> functions = new LinkedHashSet<>();

  EngineViews(Catalog catalog, List<TemporaryView> temporary) {
    this.catalog = catalog;
    this.temporary = temporary;
  }

  /**
   * Adds a view and the views that it names, whoever understands them.
   *
   * @throws io.penstock.execution.api.PenstockException as looking up what it names does
   */
  void add(CatalogObject.View view) {
    if (queries.containsKey(view.name())) {
      return;
    }
    if (view.definition().engine().isEmpty()) {
      planned.add(view);
      return;
    }
    EngineText engine = view.definition().engine().get();
    try {
      add(view, engine, relations(engine));
    } catch (PenstockException e) {
      throw ViewFailures.named(view.name(), e);
    }
  }

  private void add(CatalogObject.View view, EngineText engine, List<Relation> relations) {
    queries.put(view.name(), query(view, engine, relations));
    functions.addAll(engine.functions());
    for (Relation relation : relations) {
      if (relation.object() instanceof CatalogObject.View named) {
        add(named);
      } else {
        pin(relation.object());
      }
    }
  }

  /** Where a text names what. */
  List<Relation> relations(EngineText text) {
    return text.relations().stream()
        .map(place -> new Relation(place.start(), place.end(), object(place.name())))
        .toList();
  }

  private CatalogObject object(TableName name) {
    if (!TemporaryView.isQualified(name)) {
      return catalog.require(name);
    }
    return temporary.stream()
        .map(TemporaryView::view)
        .filter(view -> view.name().table().equalsIgnoreCase(name.table()))
        .findFirst()
        .orElseThrow(
            () ->
                new PenstockException(
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
                    "There is no temporary view " + TableName.quote(name.table()) + " any more."));
  }

  /** Adds what is read, if it is no view. */
  void pin(CatalogObject object) {
    if (object instanceof CatalogObject.Files files) {
      pins.putIfAbsent(files.name(), TablePin.files(files.name(), files.path()));
    } else if (object instanceof CatalogObject.Table && !pins.containsKey(object.name())) {
      pins.put(object.name(), catalog.snapshot(object.name()).pin());
    }
  }

  /** Columns go by their names, as in all views, unless two of the query's have one name. */
  private static ViewQuery query(
      CatalogObject.View view, EngineText engine, List<Relation> relations) {
    ViewDefinition definition = view.definition();
    List<String> names = definition.queryColumns();
    Set<String> distinct = new HashSet<>();
    names.forEach(name -> distinct.add(name.toLowerCase(Locale.ROOT)));
    boolean byName = distinct.size() == names.size();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Field field = definition.columns().getFields().get(i);
      String source = byName ? ViewText.quote(names.get(i)) : "_c" + i;
      columns.add(
          new Column(field.getName(), source, isKnownWhole(field) ? SparkTypeText.of(field) : ""));
    }
    return new ViewQuery(
        view, SqlText.of(engine.text()), columns, byName ? 0 : names.size(), relations);
  }

  /** Of other types Arrow does not tell all: a string's collation, an interval's fields. */
  private static boolean isKnownWhole(Field field) {
    ArrowType type = field.getType();
    return type instanceof ArrowType.Int
        || type instanceof ArrowType.FloatingPoint
        || type instanceof ArrowType.Decimal
        || type instanceof ArrowType.Bool
        || type instanceof ArrowType.Date
        || type instanceof ArrowType.Timestamp
        || type instanceof ArrowType.Binary;
  }

  /** As {@link ViewText} takes them. */
  List<ViewQuery> queries() {
    return List.copyOf(queries.values());
  }

  /** The views that Calcite plans. */
  Set<CatalogObject.View> planned() {
    return planned;
  }

  /** What the queries read. */
  List<TablePin> pins() {
    return List.copyOf(pins.values());
  }

  /** The catalog's functions that the queries call. */
  List<TableName> functions() {
    return List.copyOf(functions);
  }
}
