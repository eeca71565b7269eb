package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the control store holds, at one moment. */
record StoredNames(
    List<StoredCatalog> catalogs,
    List<StoredSchema> schemas,
    List<StoredTable> tables,
    List<CatalogObject.View> views,
    List<CatalogFunction> functions,
    List<Reservation> reservations,
    List<DroppedTable> dropped) {

  /** How a table came to be known. */
  enum Provenance {
    /** Its folder was found; with the folder, it goes. */
    DISCOVERED,
    /** By a statement. */
    REGISTERED
  }

  /**
   * A catalog's row.
   *
   * @param folder a URI; empty for the lake's own, which the server is told at its start
   */
  record StoredCatalog(
      String name,
      Optional<String> folder,
      Optional<String> comment,
      Map<String, String> properties) {
    StoredCatalog {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * A schema's row.
   *
   * @param created whether it stays without a table
   */
  record StoredSchema(
      String catalog,
      String name,
      boolean created,
      Optional<String> comment,
      Map<String, String> properties) {}

  /**
   * A table's row.
   *
   * @param location a URI
   */
  record StoredTable(TableName name, String location, Provenance provenance, boolean managed) {}

  /**
   * A name that is kept for a table which is being created.
   *
   * @param adopted whether the folder held a table before
   * @param owner the program that does it
   */
  record Reservation(long id, StoredTable table, boolean adopted, String owner) {}

  StoredNames {
    catalogs = List.copyOf(catalogs);
    schemas = List.copyOf(schemas);
    tables = List.copyOf(tables);
    views = List.copyOf(views);
    functions = List.copyOf(functions);
    reservations = List.copyOf(reservations);
    dropped = List.copyOf(dropped);
  }

  /** The same with the reservations of one program only. */
  StoredNames reservedBy(String owner) {
    return new StoredNames(
        catalogs,
        schemas,
        tables,
        views,
        functions,
        reservations.stream().filter(r -> r.owner().equals(owner)).toList(),
        dropped);
  }

  /** The same without a table. */
  StoredNames without(TableName name) {
    return new StoredNames(
        catalogs,
        schemas,
        tables.stream().filter(t -> !t.name().equals(name)).toList(),
        views,
        functions,
        reservations,
        dropped);
  }

  /** Locations that a listing of the folders must not show as tables that it found. */
  Set<String> claimed() {
    return Stream.of(
            tables.stream()
                .filter(t -> t.provenance() == Provenance.REGISTERED)
                .map(StoredTable::location),
            reservations.stream().map(r -> r.table().location()),
            dropped.stream().map(DroppedTable::location))
        .flatMap(locations -> locations)
        .collect(Collectors.toSet());
  }
}
