package io.penstock.endtoend;

import io.penstock.endtoend.Change.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a table's rows are at each version, by playing the changes in the order in which its Delta
 * log has them. It grows with the log. Not thread-safe.
 */
final class TableHistory {
  private static final Pattern TAG = Pattern.compile("(?<![0-9a-z])[a-z]\\d{6}(?![0-9a-z])");
  private static final Pattern OPERATION = Pattern.compile("\"operation\":\"([^\"]+)\"");

  private final Path log;
  private final Map<String, Change> changes = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, Long> affected = new HashMap<>();
  private final List<List<ModelRow>> states = new ArrayList<>();
  private final List<Optional<Change>> commits = new ArrayList<>();

  /** Of a table that was created empty. */
  TableHistory(Path table) {
    this.log = table.resolve("_delta_log");
    states.add(List.of());
    commits.add(Optional.empty());
  }

  /** Announces a change that may appear in the log. */
  void announce(Change change) {
    changes.put(change.tag(), change);
  }

  /** Reads what was committed since the last call. */
  void readOn() {
    try {
      while (Files.exists(commit(states.size()))) {
        play(Files.readString(commit(states.size())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void play(String commit) {
    int version = states.size();
    List<ModelRow> before = states.get(version - 1);
    Optional<Change> change = changeOf(version, commit);
    commits.add(change);
    if (change.isEmpty()) {
      states.add(before);
      return;
    }
    String tag = change.get().tag();
    Integer earlier = versions.put(tag, version);
    if (earlier != null) {
      throw new AssertionError(
          "committed twice, as versions " + earlier + " and " + version + ": " + change.get());
    }
    Effect effect = change.get().effect().apply(before);
    affected.put(tag, effect.affected());
    states.add(ModelRow.sorted(effect.rows()));
  }

  /** Empty for a commit that changes no row. */
  private Optional<Change> changeOf(int version, String commit) {
    String operation = operation(commit);
    if (operation.equals("OPTIMIZE")) {
      return Optional.empty();
    }
    String marked = operation.equals("WRITE") ? "\"add\"" : "\"commitInfo\"";
    Set<String> tags = new LinkedHashSet<>();
    for (String action : commit.split("\n")) {
      Matcher matcher = TAG.matcher(action);
      while (action.startsWith("{" + marked) && matcher.find()) {
        tags.add(matcher.group());
      }
    }
    if (tags.isEmpty() && !commit.contains("{\"add\"") && !commit.contains("{\"remove\"")) {
      return Optional.empty();
    }
    Change change = tags.size() == 1 ? changes.get(tags.iterator().next()) : null;
    if (change == null) {
      throw new AssertionError(
          "version " + version + " (" + operation + ") is of no change that was sent: " + tags);
    }
    return Optional.of(change);
  }

  /** Whether a log has a change's commit at a version or after it; nothing is played. */
  static boolean contains(Path log, int version, Change change) {
    try {
      int next = version;
      Path file = log.resolve(String.format("%020d.json", next));
      while (Files.exists(file)) {
        if (Files.readString(file).contains(change.tag())) {
          return true;
        }
        file = log.resolve(String.format("%020d.json", ++next));
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String operation(String commit) {
    Matcher matcher = OPERATION.matcher(commit);
    if (!matcher.find()) {
      throw new AssertionError("a commit without an operation: " + commit);
    }
    return matcher.group(1);
  }

  private Path commit(int version) {
    return log.resolve(String.format("%020d.json", version));
  }

  /** The newest version that was read. */
  int last() {
    return states.size() - 1;
  }

  List<ModelRow> rows(int version) {
    return states.get(version);
  }

  /** The rows of all versions from one on. */
  List<List<ModelRow>> versionsFrom(int version) {
    return states.subList(version, states.size());
  }

  /** Which change made a version; empty if no row was changed. */
  Optional<Change> change(int version) {
    return commits.get(version);
  }

  /** The version that a change made; empty if it is not in the log. */
  Optional<Integer> version(Change change) {
    return Optional.ofNullable(versions.get(change.tag()));
  }

  /** How many rows a committed change affected. */
  long affected(Change change) {
    return affected.get(change.tag());
  }
}
