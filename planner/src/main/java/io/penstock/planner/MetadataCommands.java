package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.Statement.ShowSchemas;
import io.penstock.planner.classify.Statement.Use;
import io.penstock.planner.classify.Statement.UseTarget;
import io.penstock.planner.lexer.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** USE, SHOW and DESCRIBE, answered by the catalog with Spark's columns. */
final class MetadataCommands {
  private final Catalog catalog;
  private final SqlText text;
  private final PlanningContext context;

  MetadataCommands(Catalog catalog, SqlText text, PlanningContext context) {
    this.catalog = catalog;
    this.text = text;
    this.context = context;
  }

  /** A name alone is a catalog's, if there is one of that name; else a schema's, as in Spark. */
  PlannedCommand use(Use use) {
    return located(use.name(), () -> useSchema(use));
  }

  private PlannedCommand.UseSchema useSchema(Use use) {
    List<String> parts = use.name().parts();
    Optional<String> asCatalog = spelling(catalog.catalogs(), parts.get(0));
    if (use.target() == UseTarget.CATALOG || (use.target() == UseTarget.ANY && parts.size() == 1)) {
      if (asCatalog.isPresent() && parts.size() == 1) {
        return new PlannedCommand.UseSchema(asCatalog.get(), catalog.defaultSchema());
      }
      if (use.target() == UseTarget.CATALOG) {
        // Throws, and says which catalogs there are.
        catalog.schemas(String.join(".", parts));
      }
    }
    String catalogName = parts.size() == 2 ? parts.get(0) : context.catalog();
    return schema(catalogName, parts.get(parts.size() - 1));
  }

  private PlannedCommand.UseSchema schema(String catalogName, String schemaName) {
    List<String> schemas = catalog.schemas(catalogName);
    Optional<String> schema = spelling(schemas, schemaName);
    if (schema.isEmpty()) {
      catalog.tables(catalogName, schemaName);
    }
    return new PlannedCommand.UseSchema(
        spelling(catalog.catalogs(), catalogName).orElse(catalogName), schema.orElse(schemaName));
  }

  Answer showCatalogs(Optional<String> pattern) {
    return strings("catalog", NamePattern.filter(pattern, catalog.catalogs(), c -> c));
  }

  Answer showSchemas(ShowSchemas show) {
    String name = show.catalog().map(n -> n.parts().get(0)).orElse(context.catalog());
    List<String> schemas =
        show.catalog().isPresent()
            ? located(show.catalog().get(), () -> catalog.schemas(name))
            : catalog.schemas(name);
    return strings("namespace", NamePattern.filter(show.pattern(), schemas, s -> s));
  }

  private interface Lookup<T> {
    T run();
  }

  /** Puts the name's place into a failure of looking it up. */
  private <T> T located(QualifiedName name, Lookup<T> lookup) {
    try {
      return lookup.run();
    } catch (PenstockException e) {
      boolean ofName =
          e.code() == ErrorCode.CATALOG_NOT_FOUND
              || e.code() == ErrorCode.SCHEMA_NOT_FOUND
              || e.code() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND;
      throw ofName ? new PenstockException(e.failure().at(text.position(name.offset())), e) : e;
    }
  }

  private static Optional<String> spelling(List<String> names, String asked) {
    return names.stream().filter(n -> n.equalsIgnoreCase(asked)).findFirst();
  }

  private static Answer strings(String column, List<String> values) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    values.forEach(v -> rows.add(List.of(v)));
    return new Answer(new Schema(List.of(text(column))), rows);
  }

  private static Field text(String name) {
    return Field.notNullable(name, ArrowType.Utf8.INSTANCE);
  }
}
