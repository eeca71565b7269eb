package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogChange.CreateFunction;
import io.penstock.planner.catalog.CatalogChange.DropFunction;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import java.util.Optional;

/** Changes of functions. To be used under the catalog's lock. */
final class FunctionChanges {
  private final ControlStore store;

  FunctionChanges(ControlStore store) {
    this.store = store;
  }

  /** Whether the change was one of these. */
  boolean apply(CatalogNames names, CatalogChange change) {
    if (change instanceof CreateFunction create) {
      create(names, create);
    } else if (change instanceof DropFunction drop) {
      drop(names, drop);
    } else {
      return false;
    }
    return true;
  }

  private void create(CatalogNames names, CreateFunction create) {
    CatalogFunction asked = create.function();
    StoredSchema schema = names.schema(asked.name().catalog(), asked.name().schema());
    TableName name = new TableName(schema.catalog(), schema.name(), asked.name().table());
    CatalogFailures.checkName(name.table());
    Optional<CatalogFunction> known = names.function(name);
    if (known.isPresent() && create.ifThere() == IfThere.KEEP) {
      return;
    }
    if (known.isPresent() && create.ifThere() == IfThere.FAIL) {
      throw new PenstockException(CatalogFunction.exists(known.get().name()), null);
    }
    store.update(
        rows -> {
          rows.keepSchema(name.catalog(), name.schema());
          rows.deleteFunction(name);
          rows.insertFunction(new CatalogFunction(name, asked.statement()));
        });
  }

  private void drop(CatalogNames names, DropFunction drop) {
    Optional<CatalogFunction> known = names.function(drop.name());
    if (known.isEmpty() && drop.ifExists()) {
      return;
    }
    if (known.isEmpty()) {
      throw new PenstockException(
          new Failure(
              ErrorCode.UNRESOLVED_ROUTINE,
              "ROUTINE_NOT_FOUND",
              ErrorCode.UNRESOLVED_ROUTINE.sqlState(),
              "Function "
                  + drop.name().toSql()
                  + " not found. SHOW USER FUNCTIONS lists those that there are.",
              Optional.empty()),
          null);
    }
    store.update(rows -> rows.deleteFunction(drop.name()));
  }
}
