package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TableReference;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.EngineText;
import io.penstock.planner.catalog.EngineText.Place;
import io.penstock.planner.catalog.PathNames;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.lexer.SqlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes texts that the catalog can keep: each name in them is looked up now, and stands in full.
 */
final class EngineTexts {
  /** What is to stand in the place of a name. */
  private record Edit(int start, int end, TableName name, String written) {}

  private final Catalog catalog;
  private final UnplannedStatement statement;
  private final boolean lasting;
  private final String kind;

  /**
   * @param lasting whether the text outlives the session, and so cannot name its temporary views
   * @param kind what the text is, for messages: A function, The view v
   */
  EngineTexts(Catalog catalog, UnplannedStatement statement, boolean lasting, String kind) {
    this.catalog = catalog;
    this.statement = statement;
    this.lasting = lasting;
    this.kind = kind;
  }

  /**
   * @throws PenstockException as looking up the names does; UNSUPPORTED_FEATURE for names that
   *     cannot be kept
   */
  EngineText of(StatementOutline outline, CalledFunctions functions) {
    List<Edit> edits = new ArrayList<>();
    outline.references().forEach(reference -> edits.add(edit(reference)));
    edits.sort(Comparator.comparingInt(Edit::start));
    SqlText text = statement.text();
    StringBuilder kept = new StringBuilder();
    List<Place> places = new ArrayList<>();
    int copied = text.tokens().get(0).start();
    for (Edit edit : edits) {
      kept.append(text.text(), copied, edit.start());
      int start = kept.length();
      kept.append(edit.written());
      places.add(new Place(edit.name(), start, kept.length()));
      copied = edit.end();
    }
    // a comment at the end would take in what is put behind the text
    kept.append(text.text(), copied, text.tokens().get(text.tokens().size() - 1).end());
    return new EngineText(
        kept.toString(),
        places,
        functions.find(outline.functions()).stream().map(CatalogFunction::name).toList());
  }

  private Edit edit(TableReference reference) {
    Optional<TemporaryView> temporary = statement.temporary(reference.parts());
    TableName name = statement.name(reference.parts());
    // the engine found a function's body in the text; a comment behind it may hold the same words
    boolean placed =
        statement.text().tokens().stream().anyMatch(t -> t.start() == reference.start());
    if ((lasting && temporary.isPresent()) || !placed) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          kind
              + " cannot read "
              + String.join(".", reference.parts())
              + ": it reads tables and views of the catalog.");
    }
    TableName known =
        temporary.isPresent() ? temporary.get().view().name() : catalog.require(name).name();
    String written =
        PathNames.isPath(name)
            ? statement.text().text().substring(reference.start(), reference.end())
            : sql(known);
    return new Edit(reference.start(), reference.end(), known, written);
  }

  private static String sql(TableName name) {
    return "`"
        + String.join(
            "`.`",
            name.catalog().replace("`", "``"),
            name.schema().replace("`", "``"),
            name.table().replace("`", "``"))
        + "`";
  }
}
