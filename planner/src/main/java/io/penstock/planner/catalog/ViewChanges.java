package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogChange.ChangeViewProperties;
import io.penstock.planner.catalog.CatalogChange.ChangeViewQuery;
import io.penstock.planner.catalog.CatalogChange.CreateView;
import io.penstock.planner.catalog.CatalogChange.DropView;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.CatalogChange.RenameView;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Changes of views. To be used under the catalog's lock. */
final class ViewChanges {
  private final ControlStore store;
  private final Reservations reservations;

  ViewChanges(ControlStore store, Reservations reservations) {
    this.store = store;
    this.reservations = reservations;
  }

  /** Whether the change was one of these. */
  boolean apply(CatalogNames names, CatalogChange change) {
    if (change instanceof CreateView create) {
      create(names, create);
    } else if (change instanceof ChangeViewQuery query) {
      CatalogObject.View view = view(names, query.name(), "ALTER VIEW ... AS");
      ViewDefinition now = query.definition();
      ViewDefinition kept = view.definition();
      replace(
          view.name(),
          new CatalogObject.View(view.name(), now.with(kept.comment(), kept.properties())));
    } else if (change instanceof ChangeViewProperties properties) {
      CatalogObject.View view = view(names, properties.name(), "ALTER VIEW ... TBLPROPERTIES");
      Map<String, String> changed = new HashMap<>(view.definition().properties());
      changed.putAll(properties.set());
      changed.keySet().removeAll(properties.unset());
      replace(
          view.name(),
          new CatalogObject.View(view.name(), view.definition().withProperties(changed)));
    } else if (change instanceof RenameView rename) {
      CatalogObject.View view = view(names, rename.from(), "ALTER VIEW ... RENAME TO");
      TableName to = TableChanges.target(names, reservations, view.name(), rename.to());
      replace(view.name(), new CatalogObject.View(to, view.definition()));
    } else if (change instanceof DropView drop) {
      drop(names, drop);
    } else {
      return false;
    }
    return true;
  }

  private static CatalogObject.View view(CatalogNames names, TableName name, String operation) {
    CatalogObject object = names.require(name);
    if (object instanceof CatalogObject.View view) {
      return view;
    }
    throw CatalogFailures.wrongAlter(operation, object);
  }

  private void create(CatalogNames names, CreateView create) {
    StoredSchema schema = names.schema(create.name().catalog(), create.name().schema());
    TableName name = new TableName(schema.catalog(), schema.name(), create.name().table());
    CatalogFailures.checkName(name.table());
    reservations.checkFree(names.stored(), name);
    CatalogObject.View view = new CatalogObject.View(name, create.definition());
    Optional<CatalogObject> known = names.find(name);
    if (known.isEmpty()) {
      store.update(
          rows -> {
            rows.keepSchema(name.catalog(), name.schema());
            rows.insertView(view);
          });
      return;
    }
    if (create.ifThere() == IfThere.KEEP) {
      return;
    }
    if (create.ifThere() == IfThere.FAIL) {
      throw CatalogFailures.exists(known.get().name());
    }
    if (!(known.get() instanceof CatalogObject.View)) {
      throw CatalogFailures.notAView("CREATE OR REPLACE VIEW", known.get());
    }
    replace(known.get().name(), view);
  }

  private void replace(TableName before, CatalogObject.View now) {
    store.update(
        rows -> {
          rows.keepSchema(before.catalog(), before.schema());
          rows.keepSchema(now.name().catalog(), now.name().schema());
          rows.deleteView(before);
          rows.insertView(now);
        });
  }

  private void drop(CatalogNames names, DropView drop) {
    if (drop.ifExists() && names.find(drop.name()).isEmpty()) {
      return;
    }
    CatalogObject object = names.require(drop.name());
    if (!(object instanceof CatalogObject.View)) {
      throw CatalogFailures.wrongCommand("DROP VIEW", object, "DROP TABLE");
    }
    store.update(
        rows -> {
          rows.keepSchema(object.name().catalog(), object.name().schema());
          rows.deleteView(object.name());
        });
  }
}
