package io.penstock.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Delta logs as other programs would write them. */
final class LogEdits {
  private LogEdits() {}

  /** A copy of a table whose last commit asks for a feature. */
  static void require(Path table, Path copy, String feature, boolean ofReaders) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".crc")).toList()) {
        Path target = copy.resolve(table.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    long version = names(copy).stream().filter(name -> name.matches("\\d{20}\\.json")).count();
    String list = "[\"" + feature + "\"]";
    Files.writeString(
        commit(copy, version),
        "{\"protocol\":{\"minReaderVersion\":"
            + (ofReaders ? "3,\"readerFeatures\":" + list : "1")
            + ",\"minWriterVersion\":7,\"writerFeatures\":"
            + list
            + "}}\n");
  }

  /** Adds the compaction of a range of commits, none of which removes a file that another adds. */
  static void compact(Path table, long first, long last) throws IOException {
    List<String> actions = new ArrayList<>();
    for (long version = first; version <= last; version++) {
      for (String line : Files.readAllLines(commit(table, version))) {
        if (!line.startsWith("{\"commitInfo\"")) {
          actions.add(line);
        }
      }
    }
    String name = String.format(Locale.ROOT, "%020d.%020d.compacted.json", first, last);
    Files.write(table.resolve("_delta_log").resolve(name), actions);
  }

  private static Path commit(Path table, long version) {
    return table.resolve("_delta_log").resolve(String.format(Locale.ROOT, "%020d.json", version));
  }

  /** The names of a log's files. */
  static List<String> names(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** All commits of a log. */
  static String text(Path table) {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        text.append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
