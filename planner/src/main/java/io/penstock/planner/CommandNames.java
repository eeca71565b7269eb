package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogChange;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.lexer.SqlText;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the names in one command stand for, given the session's current catalog and schema. */
final class CommandNames {
  /** Failures that are about the name, so that its place tells where. */
  private static final Set<ErrorCode> OF_NAMES =
      EnumSet.of(
          ErrorCode.CATALOG_NOT_FOUND,
          ErrorCode.SCHEMA_NOT_FOUND,
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
          ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE);

  /** A schema's name. */
  record SchemaName(String catalog, String schema) {}

  private final Catalog catalog;
  private final SqlText text;
  private final PlanningContext context;

  CommandNames(Catalog catalog, SqlText text, PlanningContext context) {
    this.catalog = catalog;
    this.text = text;
    this.context = context;
  }

  Catalog catalog() {
    return catalog;
  }

  PlanningContext context() {
    return context;
  }

  TableName table(QualifiedName name) {
    List<String> parts = name.parts();
    return switch (parts.size()) {
      case 1 -> new TableName(context.catalog(), context.schema(), parts.get(0));
      case 2 -> new TableName(context.catalog(), parts.get(0), parts.get(1));
      default -> new TableName(parts.get(0), parts.get(1), parts.get(2));
    };
  }

  SchemaName schema(QualifiedName name) {
    List<String> parts = name.parts();
    return parts.size() == 1
        ? new SchemaName(context.catalog(), parts.get(0))
        : new SchemaName(parts.get(0), parts.get(1));
  }

  /** The schema that is meant where none is named. */
  SchemaName schema(Optional<QualifiedName> name) {
    return name.map(this::schema)
        .orElseGet(() -> new SchemaName(context.catalog(), context.schema()));
  }

  /** The temporary view of this name, which hides tables and views of the same name. */
  Optional<TemporaryView> temporary(QualifiedName name) {
    return name.parts().size() == 1
        ? context.temporaryViews().stream()
            .filter(v -> v.name().equalsIgnoreCase(name.parts().get(0)))
            .findFirst()
        : Optional.empty();
  }

  PlannedCommand change(CatalogChange change, QualifiedName name) {
    return new PlannedCommand.ChangeCatalog(change, text.position(name.offset()));
  }

  /** Puts the name's place into a failure of looking it up. */
  <T> T located(QualifiedName name, Supplier<T> lookup) {
    try {
      return lookup.get();
    } catch (PenstockException e) {
      throw OF_NAMES.contains(e.code())
          ? new PenstockException(e.failure().at(text.position(name.offset())), e)
          : e;
    }
  }

  /** A refusal in a condition of Spark's. */
  PenstockException refusal(int offset, String condition, String sqlState, String message) {
    Failure failure =
        new Failure(
            sqlState.equals(ErrorCode.UNSUPPORTED_FEATURE.sqlState())
                ? ErrorCode.UNSUPPORTED_FEATURE
                : ErrorCode.INVALID_STATEMENT,
            condition,
            sqlState,
            message,
            Optional.empty());
    return new PenstockException(failure.at(text.position(offset)), null);
  }

  PenstockException failure(int offset, ErrorCode code, String message) {
    return text.failure(offset, code, message);
  }

  PenstockException unsupported(int offset, String message) {
    return text.failure(offset, ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}
