package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TableReference;
import io.penstock.planner.PlannedCommand.ChangeCatalog;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogChange.CreateFunction;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.CatalogFunction.Place;
import io.penstock.planner.catalog.PathNames;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads CREATE FUNCTION ... RETURN, whose body the engine's parser has looked through. */
final class NewFunction {
  static final String COMMAND = "CreateUserDefinedFunction";

  /** A name in the body, which is to stand there in full. */
  private record Edit(int start, int end, TableName name) {}

  private final Catalog catalog;
  private final UnplannedStatement statement;
  private final SqlText text;
  private final List<Edit> edits = new ArrayList<>();

  private NewFunction(Catalog catalog, UnplannedStatement statement) {
    this.catalog = catalog;
    this.statement = statement;
    this.text = statement.text();
  }

  /**
   * @throws PenstockException INVALID_STATEMENT if there is a function of this name and the
   *     statement does not say what then; as looking up the names in its body does
   */
  static ChangeCatalog read(
      Catalog catalog,
      UnplannedStatement statement,
      StatementOutline outline,
      CalledFunctions functions) {
    return new NewFunction(catalog, statement).read(outline, functions);
  }

  private ChangeCatalog read(StatementOutline outline, CalledFunctions functions) {
    TokenReader reader = new TokenReader(text);
    reader.require("CREATE");
    IfThere ifThere = reader.takeAll("OR", "REPLACE") ? IfThere.REPLACE : IfThere.FAIL;
    reader.require("FUNCTION");
    if (reader.takeAll("IF", "NOT", "EXISTS")) {
      ifThere = IfThere.KEEP;
    }
    QualifiedName written = reader.name(3);
    TableName name = statement.name(written.parts());
    catalog.describe(name.catalog(), name.schema());
    if (ifThere == IfThere.FAIL && catalog.function(name).isPresent()) {
      throw new PenstockException(
          CatalogFunction.exists(name).at(text.position(written.offset())), null);
    }
    outline.references().forEach(this::relation);
    List<TableName> called =
        functions.find(outline.functions()).stream().map(CatalogFunction::name).toList();
    return new ChangeCatalog(
        new CreateFunction(edited(name, called), ifThere), text.position(written.offset()));
  }

  private void relation(TableReference reference) {
    boolean temporary =
        reference.parts().size() == 1
            && statement.temporaryViews().stream()
                .anyMatch(v -> v.name().equalsIgnoreCase(reference.parts().get(0)));
    TableName name = statement.name(reference.parts());
    // the engine found the body in the text; a comment behind it may hold the same words
    boolean placed = text.tokens().stream().anyMatch(t -> t.start() == reference.start());
    if (temporary || !placed || PathNames.isPath(name)) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "A function cannot read "
              + String.join(".", reference.parts())
              + ": it reads tables and views of the catalog.");
    }
    TableName known = catalog.require(name).name();
    edits.add(new Edit(reference.start(), reference.end(), known));
  }

  private CatalogFunction edited(TableName name, List<TableName> called) {
    edits.sort(Comparator.comparingInt(Edit::start));
    StringBuilder body = new StringBuilder();
    List<Place> places = new ArrayList<>();
    int copied = 0;
    for (Edit edit : edits) {
      body.append(text.text(), copied, edit.start());
      int start = body.length();
      body.append(sql(edit.name()));
      places.add(new Place(edit.name(), start, body.length()));
      copied = edit.end();
    }
    body.append(text.text().substring(copied));
    return new CatalogFunction(name, body.toString(), places, called);
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
