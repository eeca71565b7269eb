package io.penstock.planner;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.planner.PlannedCommand.ChangeCatalog;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogChange.CreateFunction;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.EngineText;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;

/** Reads CREATE FUNCTION ... RETURN, whose body the engine's parser has looked through. */
final class NewFunction {
  static final String COMMAND = "CreateUserDefinedFunction";

  private final Catalog catalog;
  private final UnplannedStatement statement;
  private final SqlText text;

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
    EngineText kept =
        new EngineTexts(catalog, statement, true, "A function").of(outline, functions);
    return new ChangeCatalog(
        new CreateFunction(new CatalogFunction(name, kept), ifThere),
        text.position(written.offset()));
  }
}
