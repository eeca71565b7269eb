package io.penstock.gateway.session;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.TemporaryView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A session's temporary views: only so many, and only so much text. Thread-safe. */
public final class TemporaryViews {
  private static final int MAX_VIEWS = 1_000;
  private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

  private final Map<String, TemporaryView> views = new TreeMap<>();

  TemporaryViews() {}

  /** All, by name. */
  public synchronized List<TemporaryView> all() {
    return List.copyOf(views.values());
  }

  /**
   * Keeps a view.
   *
   * @throws PenstockException TEMP_TABLE_OR_VIEW_ALREADY_EXISTS, if there is one of this name that
   *     may not be replaced; OUT_OF_MEMORY, if there are too many
   */
  public synchronized void create(TemporaryView view, boolean replace) {
    String key = key(view.name());
    if (views.containsKey(key) && !replace) {
      throw exists(view.name());
    }
    long characters = view.definition().text().length();
    for (TemporaryView other : views.values()) {
      characters += key(other.name()).equals(key) ? 0 : other.definition().text().length();
    }
    boolean tooMany = views.size() >= MAX_VIEWS && !views.containsKey(key);
    if (tooMany || characters > MAX_CHARACTERS) {
      throw new PenstockException(
          ErrorCode.OUT_OF_MEMORY,
          "A session keeps at most "
              + MAX_VIEWS
              + " temporary views with "
              + MAX_CHARACTERS
              + " characters in all. Drop some, or make them permanent.");
    }
    views.put(key, view);
  }

  /** Drops a view, if there is one of this name. */
  public synchronized void drop(String name) {
    views.remove(key(name));
  }

  /**
   * Gives a view another name.
   *
   * @throws PenstockException TEMP_TABLE_OR_VIEW_ALREADY_EXISTS; TABLE_OR_VIEW_NOT_FOUND
   */
  public synchronized void rename(String from, String to) {
    TemporaryView view = views.get(key(from));
    if (view == null) {
      throw new PenstockException(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
          "Temporary view " + TableName.quote(from) + " not found.");
    }
    if (views.containsKey(key(to)) && !key(to).equals(key(from))) {
      throw exists(to);
    }
    views.remove(key(from));
    views.put(key(to), new TemporaryView(to, view.definition(), view.uses()));
  }

  private static PenstockException exists(String name) {
    return new PenstockException(
        new Failure(
            ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS,
            "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS",
            ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS.sqlState(),
            "Temporary view "
                + TableName.quote(name)
                + " exists already. Choose another name, or CREATE OR REPLACE TEMPORARY VIEW.",
            Optional.empty()),
        null);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
