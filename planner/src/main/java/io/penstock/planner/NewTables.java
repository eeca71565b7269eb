package io.penstock.planner;

import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.NewTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that a statement is creating: their names are kept from before its engine starts until
 * {@link #created}. When it is closed without that, each is kept if it is there, as after a script
 * that did not come to all of them, and given back if not. Not thread-safe.
 */
public final class NewTables implements AutoCloseable {
  private final Catalog catalog;
  private final List<NewTable> kept;
  private final List<TablePin> targets;

  NewTables(Catalog catalog, List<NewTable> kept, List<TablePin> existing) {
    this.catalog = catalog;
    this.kept = new ArrayList<>(kept);
    this.targets = new ArrayList<>(existing);
    kept.forEach(table -> targets.add(TablePin.target(table.name(), table.location())));
  }

  /** Where the statement creates them. */
  public List<TablePin> targets() {
    return List.copyOf(targets);
  }

  /** The engine has committed them. */
  public void created() {
    kept.forEach(catalog::created);
    kept.clear();
  }

  @Override
  public void close() {
    kept.forEach(catalog::abandon);
    kept.clear();
  }
}
