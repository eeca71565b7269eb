package io.penstock.planner.views;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ValidatedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Expands the views of texts that Calcite does not plan; each view's own query it does.
 * Thread-safe; blocks on the catalog. Needs a deep stack, as planning does.
 */
public final class ViewExpansion {
  /**
   * A text without views.
   *
   * @param tables that the views read, each once, at one version for all of them
   */
  public record Expanded(String text, List<TableSnapshot> tables) {
    public Expanded {
      tables = List.copyOf(tables);
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
    List<Relation> views = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Relation relation : relations) {
      if (relation.object() instanceof CatalogObject.View view) {
        views.add(relation);
        names.add(isTemporary(view.name()) ? quote(view.name().table()) : full(view.name()));
      }
    }
    if (views.isEmpty()) {
      return new Expanded(text.text(), List.of());
    }
    views.sort(Comparator.comparingInt(Relation::start));
    // One statement over all of them: what two of them read is the same version.
    StringBuilder all = new StringBuilder("SELECT 1 FROM ");
    int count = 0;
    for (String name : names) {
      all.append(count == 0 ? "" : ", ").append(name).append(" AS v").append(count);
      count++;
    }
    ValidatedQuery query =
        validator.validate(
            SqlText.of(all.toString()),
            catalog.defaultCatalog(),
            catalog.defaultSchema(),
            temporary,
            deadline);
    return new Expanded(ViewText.expand(text, views, query.views()), query.tables());
  }

  private static boolean isTemporary(TableName name) {
    return name.catalog().equals(TemporaryView.CATALOG)
        && name.schema().equals(TemporaryView.SCHEMA);
  }

  private static String full(TableName name) {
    return quote(name.catalog()) + "." + quote(name.schema()) + "." + quote(name.table());
  }

  private static String quote(String part) {
    return "`" + part.replace("`", "``") + "`";
  }
}
