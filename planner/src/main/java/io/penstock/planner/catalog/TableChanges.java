package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogChange.DropTable;
import io.penstock.planner.catalog.CatalogChange.RenameTable;
import io.penstock.planner.catalog.CatalogChange.SetTableLocation;
import io.penstock.planner.catalog.CatalogChange.UndropTable;
import io.penstock.planner.catalog.CatalogChange.UndropTableById;
import io.penstock.planner.catalog.StoredNames.Provenance;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import io.penstock.planner.catalog.StoredNames.StoredTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Changes of tables' names. To be used under the catalog's lock. */
final class TableChanges {
  private final ControlStore store;
  private final Locations locations;
  private final Reservations reservations;

  TableChanges(ControlStore store, Locations locations, Reservations reservations) {
    this.store = store;
    this.locations = locations;
    this.reservations = reservations;
  }

  /** Whether the change was one of these. */
  boolean apply(CatalogNames names, CatalogChange change) {
    if (change instanceof DropTable drop) {
      drop(names, drop);
    } else if (change instanceof UndropTable undrop) {
      undrop(names, undrop.name());
    } else if (change instanceof UndropTableById undrop) {
      undrop(names, undrop.id());
    } else if (change instanceof RenameTable rename) {
      rename(names, rename);
    } else if (change instanceof SetTableLocation move) {
      setLocation(names, move);
    } else {
      return false;
    }
    return true;
  }

  private void drop(CatalogNames names, DropTable drop) {
    if (drop.ifExists() && names.find(drop.name()).isEmpty()) {
      return;
    }
    CatalogObject object = names.require(drop.name());
    if (!(object instanceof CatalogObject.Table table)) {
      throw CatalogFailures.wrongCommand("DROP TABLE", object, "DROP VIEW");
    }
    store.update(
        rows -> {
          rows.keepSchema(table.name().catalog(), table.name().schema());
          drop(rows, table, drop.purge());
        });
  }

  /** The name goes; where the table was is written down, so that its folder is not found again. */
  void drop(StoreRows rows, CatalogObject.Table table, boolean purge) throws SQLException {
    rows.deleteTable(table.name());
    rows.insertDropped(
        new DroppedTable(
            UUID.randomUUID().toString(),
            table.name(),
            table.location(),
            table.managed(),
            purge ? Instant.EPOCH : Instant.now()));
  }

  private void undrop(CatalogNames names, TableName name) {
    names.schema(name.catalog(), name.schema());
    if (names.find(name).isPresent()) {
      throw CatalogFailures.exists(name);
    }
    DroppedTable dropped =
        find(names, t -> NameKey.of(t.name().toSql()).equals(NameKey.of(name.toSql())))
            .orElseThrow(
                () -> notDropped("Table " + name.toSql() + " was not dropped in the last 7 days."));
    undrop(names, dropped);
  }

  private void undrop(CatalogNames names, String id) {
    DroppedTable dropped =
        find(names, t -> t.id().equalsIgnoreCase(id))
            .orElseThrow(
                () -> notDropped("No table of id '" + id + "' was dropped in the last 7 days."));
    names.schema(dropped.name().catalog(), dropped.name().schema());
    if (names.find(dropped.name()).isPresent()) {
      throw CatalogFailures.exists(dropped.name());
    }
    undrop(names, dropped);
  }

  private static Optional<DroppedTable> find(CatalogNames names, Predicate<DroppedTable> wanted) {
    return names.stored().dropped().stream()
        .filter(DroppedFolders::isKept)
        .filter(wanted)
        .findFirst();
  }

  private static PenstockException notDropped(String message) {
    return new PenstockException(
        ErrorCode.TABLE_OR_VIEW_NOT_FOUND, message + " SHOW TABLES DROPPED lists those that were.");
  }

  private void undrop(CatalogNames names, DroppedTable dropped) {
    reservations.checkFree(names.stored(), dropped.name());
    if (!LakeFolder.isTable(LocalFileIO.path(dropped.location()))) {
      throw new PenstockException(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
          "Table " + dropped.name().toSql() + " cannot be brought back: its files are gone.");
    }
    StoredTable table =
        new StoredTable(
            dropped.name(), dropped.location(), Provenance.REGISTERED, dropped.managed());
    store.update(
        rows -> {
          rows.deleteDropped(dropped.id());
          rows.insertTable(table);
        });
  }

  private void rename(CatalogNames names, RenameTable rename) {
    CatalogObject object = names.require(rename.from());
    if (!(object instanceof CatalogObject.Table table)) {
      throw CatalogFailures.wrongAlter("ALTER TABLE ... RENAME TO", object);
    }
    TableName to = target(names, reservations, table.name(), rename.to());
    store.update(
        rows -> {
          rows.keepSchema(table.name().catalog(), table.name().schema());
          rows.keepSchema(to.catalog(), to.schema());
          rows.deleteTable(table.name());
          rows.insertTable(
              new StoredTable(to, table.location(), Provenance.REGISTERED, table.managed()));
        });
  }

  private void setLocation(CatalogNames names, SetTableLocation move) {
    CatalogObject object = names.require(move.name());
    if (!(object instanceof CatalogObject.Table table)) {
      throw CatalogFailures.wrongAlter("ALTER TABLE ... SET LOCATION", object);
    }
    if (table.managed()) {
      throw CatalogFailures.unsupported(
          "The table "
              + table.name().toSql()
              + " is managed: its folder is the catalog's. Only a table that was created with"
              + " LOCATION can have another.");
    }
    StoredNames others = names.stored().without(table.name());
    String location = LocalFileIO.uri(locations.external(move.location(), others));
    store.update(
        rows -> {
          rows.keepSchema(table.name().catalog(), table.name().schema());
          rows.deleteTable(table.name());
          rows.insertTable(new StoredTable(table.name(), location, Provenance.REGISTERED, false));
        });
  }

  /** A name for a table or view that has another now. */
  static TableName target(
      CatalogNames names, Reservations reservations, TableName from, TableName asked) {
    StoredSchema schema = names.schema(asked.catalog(), asked.schema());
    TableName to = new TableName(schema.catalog(), schema.name(), asked.table());
    if (!to.catalog().equals(from.catalog())) {
      throw CatalogFailures.unsupported(
          "A name cannot move from one catalog to another: " + from + " to " + to + ".");
    }
    CatalogFailures.checkName(to.table());
    boolean respelled = NameKey.of(to.toSql()).equals(NameKey.of(from.toSql()));
    if (!respelled && names.find(to).isPresent()) {
      throw CatalogFailures.exists(to);
    }
    reservations.checkFree(names.stored(), to);
    return to;
  }
}
