package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.StoredNames.Reservation;
import io.penstock.planner.catalog.StoredNames.StoredCatalog;
import io.penstock.planner.catalog.StoredNames.StoredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which folders tables and catalogs may have. Thread-safe. */
final class Locations {
  private static final String CATALOGS = ".catalogs";

  /** Where a pattern begins, as Hadoop understands paths. */
  private static final Pattern PATTERN = Pattern.compile("[*?{\\[\\\\]");

  /** A folder that may not be shared, and whose it is. */
  private record Owned(Path folder, String owner) {}

  private final Path lake;
  private final Path dataFolder;
  private final List<Path> allowed;

  /**
   * @param lake its real path
   * @param controlStore a file in the server's own folder: no table may be there
   * @param external further folders, in which tables may be
   */
  Locations(Path lake, Path controlStore, List<Path> external) {
    this.lake = lake;
    Path parent = controlStore.toAbsolutePath().normalize().getParent();
    this.dataFolder = real(parent == null ? controlStore : parent);
    List<Path> all = new ArrayList<>();
    all.add(lake);
    external.forEach(folder -> all.add(real(folder.toAbsolutePath().normalize())));
    this.allowed = List.copyOf(all);
  }

  /** A catalog's folder. */
  Path folder(StoredCatalog catalog) {
    return catalog.folder().map(LocalFileIO::path).orElse(lake);
  }

  /** A folder for a new managed table: it does not exist, and no other table's is near. */
  Path managed(StoredCatalog catalog, TableName name, StoredNames names) {
    Path schema = folder(catalog).resolve(name.schema());
    List<Owned> owned = owned(names, false);
    boolean schemaIsTable =
        owned.stream().anyMatch(o -> schema.startsWith(o.folder())) || isInTable(schema);
    Path parent = schemaIsTable ? unique(schema) : schema;
    Path wanted = parent.resolve(name.table());
    boolean taken =
        Files.exists(wanted) || owned.stream().anyMatch(o -> overlaps(o.folder(), wanted));
    return taken ? unique(wanted) : wanted;
  }

  /**
   * The folder that a text names, for an external table.
   *
   * @throws PenstockException LOCATION_NOT_ALLOWED, LOCATION_OVERLAP, LOCATION_ALREADY_EXISTS
   */
  Path external(String text, StoredNames names) {
    Path folder = allowedFolder(text);
    for (Owned other : owned(names, true)) {
      if (overlaps(other.folder(), folder)) {
        throw overlap(text, other.owner());
      }
    }
    for (DroppedTable dropped : names.dropped()) {
      Path other = real(LocalFileIO.path(dropped.location()));
      boolean sameAndFree = other.equals(folder) && !dropped.managed();
      if (!sameAndFree && overlaps(other, folder)) {
        throw new PenstockException(
            ErrorCode.LOCATION_ALREADY_EXISTS,
            "The location '"
                + text
                + "' belongs to the dropped table "
                + dropped.name().toSql()
                + ". UNDROP TABLE brings it back; otherwise choose another location.");
      }
    }
    Path parent = folder.getParent();
    if (parent != null && isInTable(parent)) {
      throw overlap(text, "another table");
    }
    return folder;
  }

  /**
   * A folder for a new catalog.
   *
   * @throws PenstockException LOCATION_NOT_ALLOWED, LOCATION_OVERLAP
   */
  Path catalog(String name, Optional<String> text, StoredNames names) {
    if (text.isEmpty()) {
      Path wanted = lake.resolve(CATALOGS).resolve(name);
      return Files.exists(wanted) ? unique(wanted) : wanted;
    }
    Path folder = allowedFolder(text.get());
    if (folder.startsWith(lake)) {
      throw notAllowed(text.get(), "lies inside the lake, whose folders are schemas and tables");
    }
    for (StoredCatalog other : names.catalogs()) {
      if (overlaps(real(folder(other)), folder)) {
        throw overlap(text.get(), "catalog " + TableName.quote(other.name()));
      }
    }
    for (Owned other : owned(names, true)) {
      if (overlaps(other.folder(), folder)) {
        throw overlap(text.get(), other.owner());
      }
    }
    return folder;
  }

  /**
   * The folder of a table that a text names by its path.
   *
   * @throws PenstockException LOCATION_NOT_ALLOWED
   */
  Path table(String text) {
    return allowedFolder(text);
  }

  /**
   * The path of data files, which may be a pattern; what comes before the pattern is looked at.
   *
   * @throws PenstockException LOCATION_NOT_ALLOWED
   */
  String files(String format, String text) {
    String path = parse(text).toString();
    Matcher pattern = PATTERN.matcher(path);
    int end = pattern.find() ? path.lastIndexOf('/', pattern.start()) : path.length();
    Path front = real(Path.of(path.substring(0, Math.max(end, 1))));
    String rest = path.substring(end);
    if (rest.contains("..")) {
      throw notAllowed(text, "holds '..'");
    }
    checkAllowed(text, front, allowed.stream().filter(front::startsWith).toList());
    if (format.equals("parquet") && isInTable(front)) {
      throw CatalogFailures.unsupported(
          "'"
              + text
              + "' is in a Delta table's folder, where files may be of any version. Read"
              + " delta.`<folder>` instead.");
    }
    return front + rest;
  }

  private void checkAllowed(String text, Path path, List<Path> roots) {
    if (roots.isEmpty()) {
      throw notAllowed(text, "is outside of the folders that this server may use");
    }
    if (overlaps(path, dataFolder) && roots.stream().anyMatch(dataFolder::startsWith)) {
      throw notAllowed(text, "is the server's own, or holds it");
    }
  }

  private Path allowedFolder(String text) {
    Path folder = real(parse(text));
    checkAllowed(
        text,
        folder,
        allowed.stream().filter(r -> folder.startsWith(r) && !folder.equals(r)).toList());
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw notAllowed(text, "is not a folder");
    }
    return folder;
  }

  /** A text is no URI in Spark: what looks like an escape stands for itself. */
  private static Path parse(String text) {
    String path = text;
    if (path.regionMatches(true, 0, "file:", 0, 5)) {
      path = path.substring(5);
      if (path.startsWith("///")) {
        path = path.substring(2);
      }
    }
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw notAllowed(text, "is not an absolute path of a local folder");
    }
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        throw notAllowed(text, "holds the part '" + part + "'");
      }
    }
    try {
      return Path.of(path).normalize();
    } catch (InvalidPathException e) {
      throw notAllowed(text, "is not a path");
    }
  }

  /** Symbolic links resolved as far as there is something. */
  private static Path real(Path path) {
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return path;
    }
    try {
      return existing.toRealPath().resolve(existing.relativize(path));
    } catch (IOException e) {
      throw StorageFailures.unavailable("looking at a location", e);
    }
  }

  private static List<Owned> owned(StoredNames names, boolean resolved) {
    List<Owned> owned = new ArrayList<>();
    for (StoredTable table : names.tables()) {
      add(owned, table, resolved);
    }
    for (Reservation reservation : names.reservations()) {
      add(owned, reservation.table(), resolved);
    }
    return owned;
  }

  private static void add(List<Owned> owned, StoredTable table, boolean resolved) {
    Path folder = LocalFileIO.path(table.location());
    owned.add(new Owned(resolved ? real(folder) : folder, "table " + table.name().toSql()));
  }

  private boolean isInTable(Path folder) {
    for (Path path = folder; path != null && !path.equals(lake); path = path.getParent()) {
      if (Files.exists(path) && LakeFolder.isTable(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(Path left, Path right) {
    return left.startsWith(right) || right.startsWith(left);
  }

  private static Path unique(Path wanted) {
    Path path;
    do {
      String suffix = UUID.randomUUID().toString().substring(0, 8);
      path = wanted.resolveSibling(wanted.getFileName() + "__" + suffix);
    } while (Files.exists(path));
    return path;
  }

  private static PenstockException notAllowed(String text, String why) {
    return new PenstockException(
        ErrorCode.LOCATION_NOT_ALLOWED,
        "The location '" + text + "' " + why + ". Choose a folder that this server may use.");
  }

  private static PenstockException overlap(String text, String owner) {
    return new PenstockException(
        ErrorCode.LOCATION_OVERLAP,
        "The location '"
            + text
            + "' is the folder of "
            + owner
            + ", or inside or around it. Choose another location.");
  }
}
