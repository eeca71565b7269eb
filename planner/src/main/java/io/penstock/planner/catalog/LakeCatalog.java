package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.ControlStore.Provenance;
import io.penstock.planner.catalog.ControlStore.StoredTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalog {@code lake}: the Delta tables under one folder, with their names kept in a control
 * store. A listing of the folder serves for about a second; a name that it lacks is looked for at
 * once. Thread-safe; blocks on the file system.
 */
public final class LakeCatalog implements Catalog {
  private static final String CATALOG = "lake";
  private static final String SCHEMA = "default";
  private static final Duration LISTING_AGE = Duration.ofSeconds(1);

  private record Listing(CatalogNames names, long takenNanos) {
    boolean isOlderThan(Duration age) {
      return System.nanoTime() - takenNanos > age.toNanos();
    }
  }

  private final LakeFolder lake;
  private final ControlStore store;
  private final SnapshotCache snapshots = new SnapshotCache();
  private final Object refreshing = new Object();
  private Set<StoredTable> recorded = Set.of();
  private volatile @Nullable Listing listing;

  private LakeCatalog(LakeFolder lake, ControlStore store) {
    this.lake = lake;
    this.store = store;
  }

  /**
   * Opens a lake, and makes its control store if there is none.
   *
   * @param lakeFolder exists; may be empty
   * @param controlStoreFile outside the lake, or under a name that starts with a dot or underscore
   * @throws PenstockException STORAGE_ACCESS_DENIED or STORAGE_UNAVAILABLE, if either cannot be
   *     used, or the store was written by a newer program
   */
  public static LakeCatalog open(Path lakeFolder, Path controlStoreFile) {
    LakeFolder lake = new LakeFolder(lakeFolder.toAbsolutePath().normalize(), SCHEMA);
    lake.checkReadable();
    ControlStore store = ControlStore.open(controlStoreFile);
    LakeCatalog catalog = new LakeCatalog(lake, store);
    try {
      catalog.refresh(System.nanoTime());
    } catch (PenstockException e) {
      catalog.close();
      throw e;
    }
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
    Optional<List<TableName>> tables = names().tables(catalog, schema);
    return tables.orElseGet(() -> refresh(System.nanoTime()).requireTables(catalog, schema));
  }

  @Override
  public Optional<TableName> find(TableName name) {
    return lookUp(name).map(StoredTable::name);
  }

  @Override
  public TableSnapshot snapshot(TableName name) {
    StoredTable table = lookUp(name).orElseThrow(() -> names().notFound(name));
    try {
      return snapshots.newest(table.name(), table.location());
    } catch (PenstockException e) {
      if (e.code() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND) {
        refresh(System.nanoTime());
      }
      throw e;
    }
  }

  private Optional<StoredTable> lookUp(TableName name) {
    long asked = System.nanoTime();
    Optional<StoredTable> known = names().find(name);
    return known.isPresent() ? known : refresh(asked).find(name);
  }

  private CatalogNames names() {
    Listing current = listing;
    return current == null || current.isOlderThan(LISTING_AGE)
        ? refresh(System.nanoTime())
        : current.names();
  }

  /** Lists the lake again, unless another thread did since this one asked. */
  private CatalogNames refresh(long askedNanos) {
    synchronized (refreshing) {
      Listing current = listing;
      if (current != null && current.takenNanos() - askedNanos > 0) {
        return current.names();
      }
      long taken = System.nanoTime();
      List<StoredTable> found = new ArrayList<>();
      for (LakeFolder.Found table : lake.list()) {
        found.add(
            new StoredTable(
                new TableName(CATALOG, table.schema(), table.table()),
                LocalFileIO.uri(table.folder()),
                Provenance.DISCOVERED));
      }
      Set<StoredTable> now = new HashSet<>(found);
      CatalogNames names;
      if (current == null || !now.equals(recorded)) {
        store.replaceDiscovered(CATALOG, List.of(SCHEMA), found);
        recorded = now;
        names = new CatalogNames(store.schemas(), store.tables());
      } else {
        names = current.names();
      }
      listing = new Listing(names, taken);
      return names;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
