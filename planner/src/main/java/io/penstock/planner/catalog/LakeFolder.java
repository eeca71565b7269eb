package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the Delta tables under a folder: {@code schema/table}, and those right under it, which
 * belong to the default schema. A folder is a table once its log holds a commit or a checkpoint.
 * Where two names differ only by case, the first by code units wins, and there is one warning.
 * Thread-safe.
 */
final class LakeFolder {
  /** A table's folder. */
  record Found(String schema, String table, Path folder) {}

  private static final Logger LOG = LoggerFactory.getLogger(LakeFolder.class);
  private static final String LOG_FOLDER = "_delta_log";
  private static final Pattern COMMIT_OR_CHECKPOINT =
      Pattern.compile("\\d{20}(\\.json|\\.checkpoint(\\..+)?\\.(parquet|json))");

  private final Path folder;
  private final String defaultSchema;
  private final Set<Path> reported = ConcurrentHashMap.newKeySet();

  LakeFolder(Path folder, String defaultSchema) {
    this.folder = folder;
    this.defaultSchema = defaultSchema;
  }

  /**
   * @throws PenstockException if the folder is missing or cannot be listed
   */
  void checkReadable() {
    list();
  }

  /**
   * All tables, by schema and name.
   *
   * @throws PenstockException STORAGE_ACCESS_DENIED, STORAGE_UNAVAILABLE
   */
  List<Found> list() {
    return list(true);
  }

  /** As {@link #list}, but a folder that cannot be listed is warned of and holds nothing. */
  List<Found> listIfThere() {
    return list(false);
  }

  private List<Found> list(boolean required) {
    Map<String, Found> found = new LinkedHashMap<>();
    for (Path child : children(folder, required)) {
      if (isTable(child)) {
        add(found, new Found(defaultSchema, child.getFileName().toString(), child));
      }
    }
    Map<String, Path> schemas = new LinkedHashMap<>();
    for (Path child : children(folder, required)) {
      if (Files.isDirectory(child.resolve(LOG_FOLDER))) {
        continue;
      }
      String name = child.getFileName().toString();
      Path winner = schemas.putIfAbsent(NameKey.of(name), child);
      if (winner != null) {
        report(child, "schema", winner);
        continue;
      }
      String schema = NameKey.of(name).equals(NameKey.of(defaultSchema)) ? defaultSchema : name;
      for (Path table : children(child, false)) {
        if (isTable(table)) {
          add(found, new Found(schema, table.getFileName().toString(), table));
        }
      }
    }
    return List.copyOf(found.values());
  }

  private void add(Map<String, Found> found, Found table) {
    String key = NameKey.of(table.schema()) + '/' + NameKey.of(table.table());
    Found winner = found.putIfAbsent(key, table);
    if (winner != null) {
      report(table.folder(), "table", winner.folder());
    }
  }

  private void report(Path loser, String what, Path winner) {
    if (reported.add(loser)) {
      LOG.warn(
          "Two folders of the lake stand for the same {} (names are case-insensitive): {} is used,"
              + " {} is not.",
          what,
          folder.relativize(winner),
          folder.relativize(loser));
    }
  }

  /** Folders that may be schemas or tables, in the order of their names' code units. */
  private List<Path> children(Path parent, boolean required) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
      for (Path child : stream) {
        char first = child.getFileName().toString().charAt(0);
        if (first != '.' && first != '_' && Files.isDirectory(child)) {
          children.add(child);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      if (required) {
        throw lakeUnreadable(e);
      }
      if (e instanceof NoSuchFileException && !parent.equals(folder)) {
        return List.of();
      }
      reportUnreadable(parent, e);
      return List.of();
    }
    Collections.sort(children);
    return children;
  }

  private void reportUnreadable(Path schema, Exception cause) {
    if (reported.add(schema)) {
      LOG.warn("The lake's folder {} cannot be listed: {}", schema.getFileName(), kind(cause));
    }
  }

  private static String kind(Exception cause) {
    return StorageFailures.find(cause, AccessDeniedException.class).isPresent()
        ? "no permission"
        : cause.getClass().getSimpleName();
  }

  private static PenstockException lakeUnreadable(Exception cause) {
    if (StorageFailures.find(cause, NoSuchFileException.class).isPresent()) {
      return new PenstockException(
          ErrorCode.STORAGE_UNAVAILABLE, "The lake folder does not exist.", cause);
    }
    return StorageFailures.unavailable("listing the lake folder", cause);
  }

  /** A log that cannot be looked into counts: reading the table then says why it cannot be read. */
  static boolean isTable(Path candidate) {
    try (DirectoryStream<Path> log = Files.newDirectoryStream(candidate.resolve(LOG_FOLDER))) {
      for (Path file : log) {
        if (COMMIT_OR_CHECKPOINT.matcher(file.getFileName().toString()).matches()) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return true;
    }
  }
}
