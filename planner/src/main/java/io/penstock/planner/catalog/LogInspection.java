package io.penstock.planner.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for the reason why a log could not be read: a commit that is missing in the middle, a
 * checkpoint that lacks a part, a commit that is not JSON. Costly; only for after a failure.
 */
final class LogInspection {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final Pattern WHOLE_CHECKPOINT =
      Pattern.compile("(\\d{20})\\.checkpoint(\\.[^.]{36})?\\.(parquet|json)");
  private static final Pattern CHECKPOINT_PART =
      Pattern.compile("(\\d{20})\\.checkpoint\\.(\\d{10})\\.(\\d{10})\\.parquet");

  private static final ByteBuffer PARQUET_MAGIC =
      ByteBuffer.wrap("PAR1".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private final Path log;
  private final TreeSet<Long> commits = new TreeSet<>();
  private final TreeSet<Long> checkpoints = new TreeSet<>();
  private final Map<Long, Set<Integer>> parts = new TreeMap<>();
  private final Map<Long, Integer> partCounts = new TreeMap<>();

  /** Lists the log of the table in this folder. */
  LogInspection(Path tableFolder) throws IOException {
    this.log = tableFolder.resolve("_delta_log");
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        note(file.getFileName().toString());
      }
    }
    partCounts.forEach(
        (version, count) -> {
          if (parts.getOrDefault(version, Set.of()).size() == count) {
            checkpoints.add(version);
          }
        });
  }

  private void note(String file) {
    Matcher commit = COMMIT.matcher(file);
    if (commit.matches()) {
      commits.add(Long.parseLong(commit.group(1)));
      return;
    }
    Matcher whole = WHOLE_CHECKPOINT.matcher(file);
    if (whole.matches()) {
      checkpoints.add(Long.parseLong(whole.group(1)));
      return;
    }
    Matcher part = CHECKPOINT_PART.matcher(file);
    if (part.matches()) {
      long version = Long.parseLong(part.group(1));
      parts.computeIfAbsent(version, v -> new TreeSet<>()).add(Integer.parseInt(part.group(2)));
      partCounts.put(version, Integer.parseInt(part.group(3)));
    }
  }

  /** What is damaged, as the end of a sentence; empty if nothing of what is looked for. */
  Optional<String> damage() throws IOException {
    long start = checkpoints.isEmpty() ? 0 : checkpoints.last() + 1;
    long newest = commits.isEmpty() ? start - 1 : commits.last();
    for (long version = start; version <= newest; version++) {
      if (!commits.contains(version)) {
        return Optional.of(missing(version));
      }
    }
    for (long version = start; version <= newest; version++) {
      Optional<String> garbage = garbage(version);
      if (garbage.isPresent()) {
        return garbage;
      }
    }
    if (!checkpoints.isEmpty()) {
      long checkpoint = checkpoints.last();
      return isParquet(checkpoint)
          ? garbage(checkpoint)
          : Optional.of("the checkpoint of version " + checkpoint + " is not a Parquet file");
    }
    return commits.isEmpty() ? Optional.of("it holds no commit") : Optional.empty();
  }

  /** Whether the files of a checkpoint begin and end as Parquet files do. */
  private boolean isParquet(long version) throws IOException {
    String prefix = String.format("%020d.checkpoint", version);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(log, prefix + "*.parquet")) {
      for (Path file : files) {
        if (!isParquet(file)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isParquet(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return channel.size() > PARQUET_MAGIC.capacity()
          && read(channel, 0).equals(PARQUET_MAGIC)
          && read(channel, channel.size() - PARQUET_MAGIC.capacity()).equals(PARQUET_MAGIC);
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PARQUET_MAGIC.capacity());
    channel.position(position);
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.read(bytes);
    }
    return bytes.flip();
  }

  private String missing(long version) {
    for (Map.Entry<Long, Integer> checkpoint : partCounts.entrySet()) {
      List<String> absent = new ArrayList<>();
      for (int part = 1; part <= checkpoint.getValue(); part++) {
        if (!parts.getOrDefault(checkpoint.getKey(), Set.of()).contains(part)) {
          absent.add(String.valueOf(part));
        }
      }
      if (!absent.isEmpty() && checkpoint.getKey() >= version) {
        return "the checkpoint of version "
            + checkpoint.getKey()
            + " lacks part "
            + String.join(", ", absent)
            + " of "
            + checkpoint.getValue()
            + ", and the commits from version "
            + version
            + " on that could stand in for it are missing";
      }
    }
    return "the commit of version " + version + " is missing";
  }

  private Optional<String> garbage(long version) throws IOException {
    Path file = log.resolve(String.format("%020d.json", version));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    // Malformed bytes decode to U+FFFD here; whether the line is JSON is all that matters.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return Optional.of("the commit of version " + version + " is empty");
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !Json.isObject(lines.get(i))) {
        return Optional.of(
            "line " + (i + 1) + " of the commit of version " + version + " is not valid JSON");
      }
    }
    return Optional.empty();
  }
}
