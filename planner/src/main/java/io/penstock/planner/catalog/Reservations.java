package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.StoredNames.Provenance;
import io.penstock.planner.catalog.StoredNames.Reservation;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import io.penstock.planner.catalog.StoredNames.StoredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Names of tables that are being created. To be used under the catalog's lock. */
final class Reservations {
  private final ControlStore store;
  private final Locations locations;

  /** Tells this program's reservations from those of one that is no more. */
  private final String owner = UUID.randomUUID().toString();

  Reservations(ControlStore store, Locations locations) {
    this.store = store;
    this.locations = locations;
  }

  NewTable reserve(CatalogNames names, TableName asked, Optional<String> location) {
    StoredSchema schema = names.schema(asked.catalog(), asked.schema());
    TableName name = new TableName(schema.catalog(), schema.name(), asked.table());
    CatalogFailures.checkName(name.table());
    if (names.find(name).isPresent()) {
      throw CatalogFailures.exists(name);
    }
    Optional<Reservation> stale = find(names.stored(), name);
    if (stale.isPresent()) {
      checkStale(stale.get());
      removeLeftovers(stale.get().table());
    }
    StoredNames alive = names.stored().reservedBy(owner);
    Path folder =
        location.isPresent()
            ? locations.external(location.get(), alive)
            : locations.managed(names.catalog(name.catalog()), name, alive);
    boolean adopted = LakeFolder.isTable(folder);
    StoredTable table =
        new StoredTable(name, LocalFileIO.uri(folder), Provenance.REGISTERED, location.isEmpty());
    long id =
        store.change(
            rows -> {
              if (stale.isPresent()) {
                rows.deleteReservation(stale.get().id());
              }
              rows.keepSchema(name.catalog(), name.schema());
              return rows.insertReservation(table, adopted, owner);
            });
    return new NewTable(name, table.location(), table.managed(), adopted, id);
  }

  /** The name must not be kept by a statement that still runs. */
  void checkFree(StoredNames names, TableName name) {
    find(names, name).ifPresent(this::checkStale);
  }

  /** No table of the schema may be kept by a statement that still runs. */
  void checkFree(StoredNames names, String catalog, String schema) {
    names.reservations().stream()
        .filter(r -> same(r.table().name().catalog(), catalog))
        .filter(r -> same(r.table().name().schema(), schema))
        .forEach(this::checkStale);
  }

  private void checkStale(Reservation reservation) {
    if (reservation.owner().equals(owner)) {
      throw CatalogFailures.beingCreated(reservation.table().name());
    }
  }

  void created(StoredNames names, NewTable table) {
    find(names, table).ifPresent(reservation -> store.update(rows -> rows.promote(reservation)));
  }

  void abandon(StoredNames names, NewTable table) {
    Optional<Reservation> reservation = find(names, table);
    if (reservation.isEmpty()) {
      return;
    }
    StoredTable kept = reservation.get().table();
    if (!reservation.get().adopted() && LakeFolder.isTable(LocalFileIO.path(kept.location()))) {
      created(names, table);
      return;
    }
    store.update(rows -> rows.deleteReservation(table.reservation()));
    removeLeftovers(kept);
  }

  private static void removeLeftovers(StoredTable table) {
    Path folder = LocalFileIO.path(table.location());
    if (!table.managed() || LakeFolder.isTable(folder)) {
      return;
    }
    try {
      FolderTrees.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      throw StorageFailures.unavailable("removing the folder of a table that was not created", e);
    }
  }

  private static Optional<Reservation> find(StoredNames names, NewTable table) {
    return names.reservations().stream().filter(r -> r.id() == table.reservation()).findAny();
  }

  private static Optional<Reservation> find(StoredNames names, TableName name) {
    return names.reservations().stream()
        .filter(r -> same(r.table().name().catalog(), name.catalog()))
        .filter(r -> same(r.table().name().schema(), name.schema()))
        .filter(r -> same(r.table().name().table(), name.table()))
        .findFirst();
  }

  private static boolean same(String left, String right) {
    return NameKey.of(left).equals(NameKey.of(right));
  }
}
