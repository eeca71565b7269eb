package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.StoredNames.Provenance;
import io.penstock.planner.catalog.StoredNames.Reservation;
import io.penstock.planner.catalog.StoredNames.StoredCatalog;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import io.penstock.planner.catalog.StoredNames.StoredTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The catalog {@code lake}, which is the Delta tables under one folder, and those that statements
 * made; with their names kept in a control store. A listing of the folders serves for about a
 * second; a name that it lacks is looked for at once, and a change made here is seen at once.
 * Thread-safe; blocks on the file system.
 */
public final class LakeCatalog implements Catalog {
  private static final String CATALOG = "lake";
  private static final String SCHEMA = "default";
  private static final Duration LISTING_AGE = Duration.ofSeconds(1);

  private record Listing(CatalogNames names, Map<String, Set<StoredTable>> found, long takenNanos) {
    boolean isOlderThan(Duration age) {
      return System.nanoTime() - takenNanos > age.toNanos();
    }
  }

  private final ControlStore store;
  private final Locations locations;
  private final Reservations reservations;
  private final CatalogChanges changes;
  private final DroppedFolders droppedFolders;
  private final SnapshotCache snapshots = new SnapshotCache();
  private final Map<Path, LakeFolder> folders = new HashMap<>();
  private final Object refreshing = new Object();
  private volatile @Nullable Listing listing;

  private LakeCatalog(LakeFolder lake, Path folder, ControlStore store, Locations locations) {
    this.store = store;
    this.locations = locations;
    this.reservations = new Reservations(store, locations);
    this.changes = new CatalogChanges(store, locations, reservations, CATALOG, SCHEMA);
    this.droppedFolders = new DroppedFolders(store);
    folders.put(folder, lake);
  }

  /**
   * Opens a lake in which tables can be nowhere else.
   *
   * @throws PenstockException as {@link #open(Path, Path, List)}
   */
  public static LakeCatalog open(Path lakeFolder, Path controlStoreFile) {
    return open(lakeFolder, controlStoreFile, List.of());
  }

  /**
   * Opens a lake, and makes its control store if there is none.
   *
   * @param lakeFolder exists; may be empty
   * @param controlStoreFile in a folder of its own, outside the lake or under a name that starts
   *     with a dot or underscore
   * @param externalFolders in which a LOCATION or a path may be, besides the lake
   * @throws PenstockException STORAGE_ACCESS_DENIED or STORAGE_UNAVAILABLE, if either cannot be
   *     used, or the store was written by a newer program
   */
  public static LakeCatalog open(
      Path lakeFolder, Path controlStoreFile, List<Path> externalFolders) {
    Path given = lakeFolder.toAbsolutePath().normalize();
    new LakeFolder(given, SCHEMA).checkReadable();
    Path folder;
    try {
      folder = given.toRealPath();
    } catch (IOException e) {
      throw StorageFailures.unavailable("opening the lake folder", e);
    }
    ControlStore store = ControlStore.open(controlStoreFile);
    Locations locations = new Locations(folder, controlStoreFile, externalFolders);
    LakeCatalog catalog = new LakeCatalog(new LakeFolder(folder, SCHEMA), folder, store, locations);
    try {
      catalog.refresh(System.nanoTime());
    } catch (PenstockException e) {
      catalog.close();
      throw e;
    }
    catalog.droppedFolders.start();
    return catalog;
  }

  @Override
  public String defaultCatalog() {
    return CATALOG;
  }

  @Override
  public String defaultSchema() {
    return SCHEMA;
  }

  @Override
  public List<String> catalogs() {
    return names().catalogs();
  }

  @Override
  public List<String> schemas(String catalog) {
    return names().schemas(catalog);
  }

  @Override
  public List<TableName> tables(String catalog, String schema) {
    return names(catalog, schema, CatalogObject.Table.class);
  }

  @Override
  public List<TableName> views(String catalog, String schema) {
    return names(catalog, schema, CatalogObject.View.class);
  }

  private List<TableName> names(
      String catalog, String schema, Class<? extends CatalogObject> kind) {
    long asked = System.nanoTime();
    return names()
        .objects(catalog, schema)
        .orElseGet(() -> refresh(asked).requireObjects(catalog, schema))
        .stream()
        .filter(kind::isInstance)
        .map(CatalogObject::name)
        .toList();
  }

  @Override
  public Optional<CatalogFunction> function(TableName name) {
    return names().function(name);
  }

  @Override
  public List<CatalogFunction> functions(String catalog, String schema) {
    return names().functions(catalog, schema);
  }

  @Override
  public Optional<CatalogObject> find(TableName name) {
    long asked = System.nanoTime();
    if (PathNames.isPath(name)) {
      return atPath(
          new TableName(names().catalog(name.catalog()).name(), name.schema(), name.table()));
    }
    if (InformationSchema.isNamed(name.schema())) {
      return names()
          .findCatalog(name.catalog())
          .flatMap(c -> InformationSchema.find(this, c.name(), name.table()));
    }
    Optional<CatalogObject> known = names().find(name);
    return known.isPresent() ? known : refresh(asked).find(name);
  }

  private Optional<CatalogObject> atPath(TableName name) {
    if (!PathNames.isDelta(name)) {
      String path = locations.files(PathNames.format(name.schema()), name.table());
      return Optional.of(new CatalogObject.Files(name, path));
    }
    Path folder = locations.table(name.table());
    return LakeFolder.isTable(folder)
        ? Optional.of(new CatalogObject.Table(name, LocalFileIO.uri(folder), false))
        : Optional.empty();
  }

  @Override
  public CatalogObject require(TableName name) {
    Optional<CatalogObject> found = find(name);
    if (found.isEmpty() && PathNames.isPath(name)) {
      throw new PenstockException(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND, "There is no Delta table in '" + name.table() + "'.");
    }
    if (found.isEmpty() && InformationSchema.isNamed(name.schema())) {
      throw InformationSchema.notFound(names().catalog(name.catalog()).name(), name.table());
    }
    return found.orElseThrow(() -> names().notFound(name));
  }

  @Override
  public TableSnapshot snapshot(TableName name) {
    CatalogObject object = require(name);
    if (!(object instanceof CatalogObject.Table table)) {
      throw new PenstockException(
          ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE,
          object.name().toSql() + " is no table; only a table has versions.");
    }
    try {
      return snapshots.newest(table.name(), table.location());
    } catch (PenstockException e) {
      if (e.code() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND) {
        refresh(System.nanoTime());
      }
      throw e;
    }
  }

  @Override
  public CatalogDescription describe(String catalog) {
    StoredCatalog row = names().catalog(catalog);
    return new CatalogDescription(
        row.name(), row.comment(), LocalFileIO.uri(locations.folder(row)), row.properties());
  }

  @Override
  public SchemaDescription describe(String catalog, String schema) {
    CatalogNames names = names();
    StoredSchema row = names.schema(catalog, schema);
    Path folder = locations.folder(names.catalog(catalog)).resolve(row.name());
    return new SchemaDescription(
        row.catalog(), row.name(), row.comment(), LocalFileIO.uri(folder), row.properties());
  }

  @Override
  public List<DroppedTable> dropped(String catalog, String schema) {
    CatalogNames names = names();
    StoredSchema row = names.schema(catalog, schema);
    return names.stored().dropped().stream()
        .filter(DroppedFolders::isKept)
        .filter(t -> t.name().catalog().equals(row.catalog()))
        .filter(t -> t.name().schema().equals(row.name()))
        .toList();
  }

  @Override
  public NewTable reserve(TableName name, Optional<String> location) {
    return change(names -> reservations.reserve(names, name, location));
  }

  @Override
  public void created(NewTable table) {
    update(names -> reservations.created(names.stored(), table));
  }

  @Override
  public void abandon(NewTable table) {
    update(names -> reservations.abandon(names.stored(), table));
  }

  @Override
  public void apply(CatalogChange change) {
    update(names -> changes.apply(names, change));
    if (change instanceof CatalogChange.DropTable drop && drop.purge()) {
      droppedFolders.wake();
    }
  }

  private void update(Consumer<CatalogNames> work) {
    change(
        names -> {
          work.accept(names);
          return true;
        });
  }

  /** Nobody else changes names meanwhile, and whoever asks afterwards sees what was changed. */
  private <T> T change(Function<CatalogNames, T> work) {
    synchronized (refreshing) {
      CatalogNames names = refresh(System.nanoTime());
      try {
        return work.apply(names);
      } finally {
        listing = null;
      }
    }
  }

  private CatalogNames names() {
    Listing current = listing;
    return current == null || current.isOlderThan(LISTING_AGE)
        ? refresh(System.nanoTime())
        : current.names();
  }

  /** Lists the folders again, unless another thread did since this one asked. */
  private CatalogNames refresh(long askedNanos) {
    synchronized (refreshing) {
      Listing current = listing;
      if (current != null && current.takenNanos() - askedNanos > 0) {
        return current.names();
      }
      long taken = System.nanoTime();
      StoredNames stored = current == null ? store.read() : current.names().stored();
      Map<String, Set<StoredTable>> found = found(stored);
      List<Reservation> committed = stored.reservations().stream().filter(this::isVisible).toList();
      CatalogNames names =
          current == null || !committed.isEmpty() || !found.equals(current.found())
              ? record(found, committed)
              : current.names();
      listing = new Listing(names, found, taken);
      return names;
    }
  }

  /** Of a table that was there before, only the statement that adopts it makes the name visible. */
  private boolean isVisible(Reservation reservation) {
    return !reservation.adopted()
        && LakeFolder.isTable(LocalFileIO.path(reservation.table().location()));
  }

  private CatalogNames record(Map<String, Set<StoredTable>> found, List<Reservation> committed) {
    return new CatalogNames(
        store.change(
            rows -> {
              for (Reservation reservation : committed) {
                rows.promote(reservation);
              }
              for (Map.Entry<String, Set<StoredTable>> catalog : found.entrySet()) {
                rows.replaceDiscovered(catalog.getKey(), SCHEMA, catalog.getValue());
              }
              return rows.read();
            }));
  }

  /** Each catalog's tables as its folder holds them, without those that are known otherwise. */
  private Map<String, Set<StoredTable>> found(StoredNames stored) {
    List<StoredCatalog> catalogs = new ArrayList<>(stored.catalogs());
    if (catalogs.stream().noneMatch(c -> c.name().equals(CATALOG))) {
      catalogs.add(new StoredCatalog(CATALOG, Optional.empty(), Optional.empty(), Map.of()));
    }
    Set<String> claimed = stored.claimed();
    Map<String, Set<StoredTable>> found = new HashMap<>();
    for (StoredCatalog catalog : catalogs) {
      Path path = locations.folder(catalog);
      LakeFolder folder = folders.computeIfAbsent(path, p -> new LakeFolder(p, SCHEMA));
      Set<StoredTable> tables = new HashSet<>();
      for (LakeFolder.Found table :
          catalog.folder().isEmpty() ? folder.list() : folder.listIfThere()) {
        String location = LocalFileIO.uri(table.folder());
        if (!claimed.contains(location)) {
          TableName name = new TableName(catalog.name(), table.schema(), table.table());
          tables.add(new StoredTable(name, location, Provenance.DISCOVERED, false));
        }
      }
      found.put(catalog.name(), tables);
    }
    return found;
  }

  @Override
  public void close() {
    droppedFolders.close();
    store.close();
  }
}
