package io.penstock.planner;

import io.penstock.execution.api.TableName;
import io.penstock.planner.CommandNames.SchemaName;
import io.penstock.planner.catalog.CatalogChange;
import io.penstock.planner.catalog.CatalogChange.ChangeCatalogProperties;
import io.penstock.planner.catalog.CatalogChange.ChangeSchemaProperties;
import io.penstock.planner.catalog.CatalogChange.CommentOnCatalog;
import io.penstock.planner.catalog.CatalogChange.CommentOnSchema;
import io.penstock.planner.catalog.CatalogChange.CreateCatalog;
import io.penstock.planner.catalog.CatalogChange.CreateSchema;
import io.penstock.planner.catalog.CatalogChange.DropCatalog;
import io.penstock.planner.catalog.CatalogChange.DropFunction;
import io.penstock.planner.catalog.CatalogChange.DropSchema;
import io.penstock.planner.catalog.CatalogChange.DropTable;
import io.penstock.planner.catalog.CatalogChange.RenameTable;
import io.penstock.planner.catalog.CatalogChange.SetTableLocation;
import io.penstock.planner.catalog.CatalogChange.UndropTable;
import io.penstock.planner.catalog.CatalogChange.UndropTableById;
import io.penstock.planner.catalog.PathNames;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE, ALTER, DROP, UNDROP and COMMENT ON catalogs, schemas and tables' names. */
final class ChangeCommands {
  private static final String[] SCHEMA = {"SCHEMA", "DATABASE", "NAMESPACE"};

  private final CommandNames names;
  private final TokenReader reader;

  ChangeCommands(CommandNames names, TokenReader reader) {
    this.names = names;
    this.reader = reader;
  }

  /** After CREATE. */
  PlannedCommand create() {
    if (reader.take("CATALOG")) {
      return createCatalog();
    }
    reader.takeAny(SCHEMA);
    boolean ifNotExists = reader.takeAll("IF", "NOT", "EXISTS");
    QualifiedName name = reader.name(2);
    Optional<String> comment = Optional.empty();
    Map<String, String> properties = new HashMap<>();
    while (!reader.isAtEnd()) {
      int offset = reader.offset();
      if (reader.take("COMMENT")) {
        comment = Optional.of(reader.string("a comment in quotes"));
      } else if (reader.take("WITH")) {
        if (!reader.takeAny("DBPROPERTIES", "PROPERTIES")) {
          throw reader.expected("DBPROPERTIES");
        }
        properties.putAll(PropertyLists.pairs(reader));
      } else if (reader.takeAll("MANAGED", "LOCATION") || reader.take("LOCATION")) {
        throw names.unsupported(
            offset,
            "A schema's folder is its catalog's. CREATE CATALOG ... MANAGED LOCATION chooses that"
                + " one.");
      } else {
        throw reader.expected("COMMENT, WITH DBPROPERTIES or the end of the statement");
      }
    }
    SchemaName schema = names.schema(name);
    return names.change(
        new CreateSchema(schema.catalog(), schema.schema(), ifNotExists, comment, properties),
        name);
  }

  private PlannedCommand createCatalog() {
    boolean ifNotExists = reader.takeAll("IF", "NOT", "EXISTS");
    QualifiedName name = reader.name(1);
    Optional<String> location = Optional.empty();
    Optional<String> comment = Optional.empty();
    while (!reader.isAtEnd()) {
      if (reader.take("COMMENT")) {
        comment = Optional.of(reader.string("a comment in quotes"));
      } else if (reader.takeAll("MANAGED", "LOCATION")) {
        location = Optional.of(reader.string("a folder in quotes"));
      } else {
        throw reader.expected("COMMENT, MANAGED LOCATION or the end of the statement");
      }
    }
    return names.change(
        new CreateCatalog(name.parts().get(0), ifNotExists, location, comment), name);
  }

  /** After DROP, of all but views. */
  PlannedCommand drop() {
    if (reader.take("TABLE")) {
      boolean ifExists = reader.takeAll("IF", "EXISTS");
      QualifiedName name = reader.name(3);
      boolean purge = reader.take("PURGE");
      reader.expectEnd();
      return names.change(new DropTable(names.table(name), ifExists, purge), name);
    }
    if (reader.take("FUNCTION")) {
      boolean ifExists = reader.takeAll("IF", "EXISTS");
      QualifiedName name = reader.name(3);
      reader.expectEnd();
      return names.change(new DropFunction(names.table(name), ifExists), name);
    }
    boolean isCatalog = reader.take("CATALOG");
    if (!isCatalog) {
      reader.takeAny(SCHEMA);
    }
    boolean ifExists = reader.takeAll("IF", "EXISTS");
    QualifiedName name = reader.name(isCatalog ? 1 : 2);
    boolean cascade = reader.take("CASCADE");
    if (!cascade) {
      reader.take("RESTRICT");
    }
    reader.expectEnd();
    if (isCatalog) {
      return names.change(new DropCatalog(name.parts().get(0), ifExists, cascade), name);
    }
    SchemaName schema = names.schema(name);
    return names.change(new DropSchema(schema.catalog(), schema.schema(), ifExists, cascade), name);
  }

  /** After ALTER, of all but views. */
  PlannedCommand alter() {
    if (reader.take("TABLE")) {
      QualifiedName from = reader.name(3);
      if (reader.takeAll("SET", "LOCATION")) {
        return setLocation(from);
      }
      reader.require("RENAME");
      reader.require("TO");
      QualifiedName to = reader.name(3);
      reader.expectEnd();
      return names.change(new RenameTable(names.table(from), target(from, to)), from);
    }
    boolean isCatalog = reader.take("CATALOG");
    if (!isCatalog) {
      reader.takeAny(SCHEMA);
    }
    QualifiedName name = reader.name(isCatalog ? 1 : 2);
    int offset = reader.offset();
    Map<String, String> set = Map.of();
    Set<String> unset = Set.of();
    if (reader.takeAll("SET", "DBPROPERTIES") || reader.takeAll("SET", "PROPERTIES")) {
      set = PropertyLists.pairs(reader);
    } else if (reader.takeAll("UNSET", "DBPROPERTIES") || reader.takeAll("UNSET", "PROPERTIES")) {
      unset = PropertyLists.keys(reader).keySet();
    } else if (reader.takeAll("SET", "LOCATION")
        || reader.takeAll("SET", "OWNER")
        || reader.take("OWNER")) {
      throw names.unsupported(
          offset,
          (isCatalog ? "A catalog" : "A schema") + " has no location and no owner of its own.");
    } else {
      throw reader.expected("SET DBPROPERTIES or UNSET DBPROPERTIES");
    }
    reader.expectEnd();
    if (isCatalog) {
      return names.change(new ChangeCatalogProperties(name.parts().get(0), set, unset), name);
    }
    SchemaName schema = names.schema(name);
    CatalogChange change =
        new ChangeSchemaProperties(schema.catalog(), schema.schema(), set, unset);
    return names.change(change, name);
  }

  /** Delta, too, wants the same columns at the new place. */
  private PlannedCommand setLocation(QualifiedName name) {
    int offset = reader.offset();
    String location = reader.string("a folder in quotes");
    reader.expectEnd();
    TableName table = names.table(name);
    if (PathNames.isPath(table)) {
      throw names.unsupported(name.offset(), "A path has no other location. Name a table.");
    }
    TableSnapshot now = names.located(name, () -> names.catalog().snapshot(table));
    TableSnapshot then =
        names.catalog().snapshot(new TableName(names.context().catalog(), "delta", location));
    if (!now.schema().equals(then.schema())
        || !now.partitionColumns().equals(then.partitionColumns())) {
      throw names.refusal(
          offset,
          "DELTA_SET_LOCATION_SCHEMA_MISMATCH",
          "42KD7",
          "The table at '" + location + "' has other columns or partitions than " + table + ".");
    }
    return names.change(new SetTableLocation(table, location), name);
  }

  /** A new name of one part stays in the old one's schema. */
  TableName target(QualifiedName from, QualifiedName to) {
    if (to.parts().size() > 1) {
      return names.table(to);
    }
    TableName old = names.table(from);
    return new TableName(old.catalog(), old.schema(), to.parts().get(0));
  }

  /** After COMMENT. */
  PlannedCommand comment() {
    reader.require("ON");
    boolean isCatalog = reader.take("CATALOG");
    if (!isCatalog) {
      reader.takeAny(SCHEMA);
    }
    QualifiedName name = reader.name(isCatalog ? 1 : 2);
    reader.require("IS");
    Optional<String> comment =
        reader.take("NULL")
            ? Optional.empty()
            : Optional.of(reader.string("a comment in quotes, or NULL"));
    reader.expectEnd();
    if (isCatalog) {
      return names.change(new CommentOnCatalog(name.parts().get(0), comment), name);
    }
    SchemaName schema = names.schema(name);
    return names.change(new CommentOnSchema(schema.catalog(), schema.schema(), comment), name);
  }

  /** After UNDROP. */
  PlannedCommand undrop() {
    reader.require("TABLE");
    if (reader.takeAll("WITH", "ID")) {
      int offset = reader.offset();
      String id = reader.string("an id in quotes");
      reader.expectEnd();
      return names.change(new UndropTableById(id), new QualifiedName(List.of(id), offset));
    }
    QualifiedName name = reader.name(3);
    reader.expectEnd();
    return names.change(new UndropTable(names.table(name)), name);
  }
}
