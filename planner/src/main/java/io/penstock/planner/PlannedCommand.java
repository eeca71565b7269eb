package io.penstock.planner;

import io.penstock.execution.api.TextPosition;
import io.penstock.planner.catalog.CatalogChange;
import io.penstock.planner.catalog.TemporaryView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A statement that no engine is needed for. */
public sealed interface PlannedCommand extends PlannedStatement {

  /**
   * The answer is known already: SHOW, DESCRIBE, EXPLAIN.
   *
   * @param schema columns of type Utf8, Int(32), Int(64) or Bool
   * @param rows values as String, Integer, Long, Boolean or null, one per column
   */
  record Answer(Schema schema, List<List<@Nullable Object>> rows) implements PlannedCommand {
    public Answer {
      List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
      for (List<@Nullable Object> row : rows) {
        copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
      }
      rows = Collections.unmodifiableList(copies);
    }
  }

  /**
   * A change of catalogs, schemas, views or tables' names.
   *
   * @param place of the name in the text
   */
  record ChangeCatalog(CatalogChange change, TextPosition place) implements PlannedCommand {}

  /**
   * CREATE TEMPORARY VIEW, and ALTER VIEW ... AS of such a view.
   *
   * @param replace whether there may be one of this name
   * @param place of the name in the text
   */
  record CreateTemporaryView(TemporaryView view, boolean replace, TextPosition place)
      implements PlannedCommand {}

  /** DROP VIEW of a temporary view. */
  record DropTemporaryView(String name) implements PlannedCommand {}

  /** ALTER VIEW ... RENAME TO of a temporary view. */
  record RenameTemporaryView(String from, String to, TextPosition place)
      implements PlannedCommand {}

  /** USE: both exist, in the catalog's spelling. */
  record UseSchema(String catalog, String schema) implements PlannedCommand {}

  /** SET key = value, and SET TIME ZONE; the session checks key and value. */
  record SetSetting(String key, String value) implements PlannedCommand {}

  /** RESET [key]; all settings if there is no key. */
  record ResetSetting(Optional<String> key) implements PlannedCommand {}

  /** SET [key]: lists the session's settings, or the one. */
  record ShowSettings(Optional<String> key) implements PlannedCommand {}
}
