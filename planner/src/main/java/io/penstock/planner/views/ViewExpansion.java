package io.penstock.planner.views;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.EngineText;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ValidatedQuery;
import io.penstock.planner.validate.ViewQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expands the views of texts that Calcite does not plan; most views' own queries it does.
 * Thread-safe; blocks on the catalog. Needs a deep stack, as planning does.
 */
public final class ViewExpansion {
  /**
   * A text without views.
   *
   * @param pins what the views read, each once, at one version for all of them
   * @param functions of the catalog that the views call
   * @param views that are named, directly or by one another
   */
  public record Expanded(
      String text, List<TablePin> pins, List<TableName> functions, List<TableName> views) {
    public Expanded {
      pins = List.copyOf(pins);
      functions = List.copyOf(functions);
      views = List.copyOf(views);
    }
  }

  private final Catalog catalog;
  private final QueryValidator validator;

  public ViewExpansion(Catalog catalog) {
    this.catalog = catalog;
    this.validator = new QueryValidator(catalog);
  }

  /**
   * @param relations where the text names views; other relations are left alone
   * @param temporary the session's temporary views
   * @throws PenstockException that names the view, if it cannot be read any more
   */
  public Expanded expand(
      SqlText text,
      List<Relation> relations,
      List<TemporaryView> temporary,
      PlanningDeadline deadline) {
    List<Relation> named = new ArrayList<>();
    EngineViews engine = new EngineViews(catalog, temporary);
    for (Relation relation : relations) {
      if (relation.object() instanceof CatalogObject.View view) {
        named.add(relation);
        engine.add(view);
      }
    }
    if (named.isEmpty()) {
      return new Expanded(text.text(), List.of(), List.of(), List.of());
    }
    named.sort(Comparator.comparingInt(Relation::start));
    List<ViewQuery> queries = new ArrayList<>(engine.queries());
    Map<TableName, TablePin> pins = new LinkedHashMap<>();
    engine.pins().forEach(pin -> pins.put(pin.name(), pin));
    if (!engine.planned().isEmpty()) {
      ValidatedQuery planned = validated(engine.planned(), temporary, deadline);
      queries.addAll(planned.views());
      planned.tables().forEach(table -> pins.put(table.pin().name(), table.pin()));
    }
    return new Expanded(
        ViewText.expand(text, named, queries),
        List.copyOf(pins.values()),
        engine.functions(),
        queries.stream().map(query -> query.view().name()).toList());
  }

  /**
   * As the other does, for a text whose names were looked up before; the tables that it reads
   * itself are among the pins.
   */
  public Expanded expand(
      EngineText text, List<TemporaryView> temporary, PlanningDeadline deadline) {
    EngineViews engine = new EngineViews(catalog, temporary);
    List<Relation> relations = engine.relations(text);
    Expanded expanded = expand(SqlText.of(text.text()), relations, temporary, deadline);
    Map<TableName, TablePin> pins = new LinkedHashMap<>();
    relations.forEach(relation -> engine.pin(relation.object()));
    engine.pins().forEach(pin -> pins.put(pin.name(), pin));
    expanded.pins().forEach(pin -> pins.put(pin.name(), pin));
    return new Expanded(
        expanded.text(), List.copyOf(pins.values()), expanded.functions(), expanded.views());
  }

  /** One statement over all of them: what two of them read is the same version. */
  private ValidatedQuery validated(
      Set<CatalogObject.View> views, List<TemporaryView> temporary, PlanningDeadline deadline) {
    StringBuilder all = new StringBuilder("SELECT 1 FROM ");
    int count = 0;
    for (CatalogObject.View view : views) {
      TableName name = view.name();
      all.append(count == 0 ? "" : ", ")
          .append(TemporaryView.isQualified(name) ? ViewText.quote(name.table()) : full(name))
          .append(" AS v")
          .append(count);
      count++;
    }
    return validator.validate(
        SqlText.of(all.toString()),
        catalog.defaultCatalog(),
        catalog.defaultSchema(),
        temporary,
        deadline);
  }

  private static String full(TableName name) {
    return ViewText.quote(name.catalog())
        + "."
        + ViewText.quote(name.schema())
        + "."
        + ViewText.quote(name.table());
  }
}
