package io.penstock.benchmarks.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one table while it is generated. A marker file says that what lies there is ours
 * and unfinished, so that left-overs can be told from somebody's files.
 */
record TableFolder(LakeTable table) {
  private static final String MARKER = ".penstock-generating";

  enum State {
    /** No folder, or nothing in it. */
    EMPTY,
    /** An interrupted generation's files; no commit was made. */
    LEFT_OVER,
    /** A Delta table. */
    TABLE,
    /** Files that are no Delta table, and not ours. */
    FOREIGN
  }

  Path path() {
    return table.folder();
  }

  State state() throws IOException {
    Path path = path();
    if (table.exists()) {
      return State.TABLE;
    }
    if (!Files.exists(path)) {
      return State.EMPTY;
    }
    if (!Files.isDirectory(path)) {
      return State.FOREIGN;
    }
    if (Files.exists(path.resolve(MARKER))) {
      return State.LEFT_OVER;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isPresent() ? State.FOREIGN : State.EMPTY;
    }
  }

  /** Makes the folder, marked as unfinished. */
  void open() throws IOException {
    Path path = path();
    Files.createDirectories(path);
    mark();
  }

  /** Says that the table is whole. */
  void seal() throws IOException {
    Path path = path();
    Files.deleteIfExists(path.resolve(MARKER));
  }

  /**
   * Deletes the folder with all that is in it: the log before the data and the mark last, so that a
   * deletion that is cut short leaves a left-over and not a broken table.
   */
  void delete() throws IOException {
    Path path = path();
    if (!Files.exists(path)) {
      return;
    }
    mark();
    deleteTree(path.resolve(LakeTable.LOG_FOLDER));
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(f -> !f.endsWith(MARKER)).toList()) {
        deleteTree(file);
      }
    }
    seal();
    Files.delete(path);
  }

  private void mark() throws IOException {
    Path path = path();
    if (!Files.exists(path.resolve(MARKER))) {
      Files.createFile(path.resolve(MARKER));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(root)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
