package io.penstock.planner;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TableReference;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.EngineText;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ValidatedQuery;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import io.penstock.planner.views.ViewExpansion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexLiteral;

/** Makes views of their queries, as far as they can be views. */
final class ViewQueries {
  /** A column's name in the list behind a view's name. */
  record NamedColumn(String name, Optional<String> comment) {}

  /**
   * What a statement says of a view before its query.
   *
   * @param columns empty if they are the query's
   */
  record Wanted(
      QualifiedName name,
      List<NamedColumn> columns,
      boolean temporary,
      Optional<String> comment,
      Map<String, String> properties) {}

  /**
   * A view's definition.
   *
   * @param uses lower-case names of the temporary views that the query names
   */
  record Made(ViewDefinition definition, Set<String> uses) {}

  private final CommandQueries queries;
  private final CommandNames names;
  private final SqlText text;

  ViewQueries(CommandQueries queries, CommandNames names, SqlText text) {
    this.queries = queries;
    this.names = names;
    this.text = text;
  }

  /** The command with the view of the query that is the rest of the text. */
  PlannedStatement read(Wanted view, TokenReader reader, Function<Made, PlannedCommand> command) {
    int offset = reader.offset();
    return queries.rest(
        reader,
        !view.temporary(),
        query -> command.apply(made(view, query, offset)),
        new CommandQueries.FromEngine() {
          @Override
          public void check(UnplannedStatement query, StatementOutline outline) {
            temporaryNames(query, outline, view);
          }

          @Override
          public PlannedCommand make(
              UnplannedStatement query,
              StatementOutline outline,
              Schema columns,
              PlanningDeadline limit) {
            return command.apply(made(view, query, outline, columns, limit));
          }
        });
  }

  private Made made(Wanted view, ValidatedQuery query, int offset) {
    if (!query.parameters().isEmpty()) {
      throw parameters(offset);
    }
    checkCycle(query.views().stream().map(v -> v.view().name()).toList(), view);
    Set<String> uses = temporaryNames(query, view);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < query.names().size(); i++) {
      OutputName name = query.names().get(i);
      if (!name.named() && !isLiteral(query, i)) {
        checkNamed(view, name.name());
      }
      fields.add(ArrowTypes.toArrow(name.name(), query.rowType().getFieldList().get(i).getType()));
    }
    return new Made(definition(view, fields, offset, Optional.empty()), uses);
  }

  /** A literal is its name, as Spark has it. */
  private static boolean isLiteral(ValidatedQuery query, int column) {
    return query.plan().rel instanceof Project project
        && project.getProjects().get(column) instanceof RexLiteral;
  }

  private Made made(
      Wanted view,
      UnplannedStatement query,
      StatementOutline outline,
      Schema columns,
      PlanningDeadline deadline) {
    int offset = query.text().tokens().get(0).start();
    if (query.text().tokens().stream().anyMatch(t -> t.isSymbol("?"))) {
      throw parameters(offset);
    }
    Set<String> uses = temporaryNames(query, outline, view);
    ViewExpansion views = new ViewExpansion(names.catalog());
    EngineText kept =
        new EngineTexts(
                names.catalog(),
                query,
                !view.temporary(),
                "The view " + String.join(".", view.name().parts()))
            .of(outline, new CalledFunctions(names.catalog(), views, query, deadline));
    checkCycle(views.expand(kept, names.context().temporaryViews(), deadline).views(), view);
    List<Field> fields = new ArrayList<>();
    for (Field column : columns.getFields()) {
      if (column.getMetadata().containsKey(EngineProtocol.GENERATED_NAME)) {
        checkNamed(view, column.getName());
      }
      fields.add(inUtc(column));
    }
    return new Made(definition(view, fields, offset, Optional.of(kept)), uses);
  }

  /** The session's time zone, which an engine tells with the type, is not the type's. */
  private static Field inUtc(Field field) {
    boolean zoned =
        field.getType() instanceof ArrowType.Timestamp timestamp && timestamp.getTimezone() != null;
    ArrowType type =
        zoned
            ? new ArrowType.Timestamp(((ArrowType.Timestamp) field.getType()).getUnit(), "UTC")
            : field.getType();
    Map<String, String> metadata = new HashMap<>(field.getMetadata());
    metadata.remove(EngineProtocol.GENERATED_NAME);
    return new Field(
        field.getName(),
        new FieldType(field.isNullable(), type, field.getDictionary(), metadata),
        field.getChildren().stream().map(ViewQueries::inUtc).toList());
  }

  private ViewDefinition definition(
      Wanted view, List<Field> query, int offset, Optional<EngineText> engine) {
    checkArity(view, query.size());
    List<Field> fields = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < query.size(); i++) {
      Optional<NamedColumn> listed =
          view.columns().isEmpty() ? Optional.empty() : Optional.of(view.columns().get(i));
      String name = listed.map(NamedColumn::name).orElse(query.get(i).getName());
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw duplicate(view.name().offset(), name);
      }
      Map<String, String> metadata = new HashMap<>(query.get(i).getMetadata());
      listed.flatMap(NamedColumn::comment).ifPresent(c -> metadata.put("comment", c));
      fields.add(
          new Field(
              name,
              new FieldType(true, query.get(i).getType(), query.get(i).getDictionary(), metadata),
              query.get(i).getChildren()));
    }
    PlanningContext context = names.context();
    return new ViewDefinition(
        text.text().substring(offset).strip(),
        context.catalog(),
        context.schema(),
        query.stream().map(Field::getName).toList(),
        new Schema(fields),
        view.comment(),
        view.properties(),
        engine);
  }

  private PenstockException parameters(int offset) {
    return names.refusal(
        offset,
        "UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT",
        "0A000",
        "A view's query cannot have parameters.");
  }

  private void checkCycle(List<TableName> used, Wanted view) {
    QualifiedName name = view.name();
    TableName own =
        view.temporary() ? TemporaryView.qualified(name.parts().get(0)) : names.table(name);
    if (used.stream().anyMatch(other -> other.toSql().equalsIgnoreCase(own.toSql()))) {
      throw names.refusal(
          name.offset(),
          "RECURSIVE_VIEW",
          "42K0H",
          "View "
              + String.join(".", name.parts())
              + " would depend on itself, directly or through other views.");
    }
  }

  private Set<String> temporaryNames(ValidatedQuery query, Wanted view) {
    Set<String> uses = new HashSet<>();
    for (Relation relation : query.relations()) {
      TableName used = relation.object().name();
      if (relation.object() instanceof CatalogObject.View && TemporaryView.isQualified(used)) {
        uses.add(use(view, used.table(), relation.start()));
      }
    }
    return uses;
  }

  private Set<String> temporaryNames(
      UnplannedStatement query, StatementOutline outline, Wanted view) {
    Set<String> uses = new HashSet<>();
    for (TableReference reference : outline.references()) {
      query
          .temporary(reference.parts())
          .ifPresent(used -> uses.add(use(view, used.name(), Math.max(0, reference.start()))));
    }
    return uses;
  }

  /** The temporary view's name in lower case. */
  private String use(Wanted view, String temporaryView, int offset) {
    if (!view.temporary()) {
      throw names.refusal(
          offset,
          "INVALID_TEMP_OBJ_REFERENCE",
          "42K0F",
          "The view "
              + names.table(view.name()).toSql()
              + " cannot use the temporary view "
              + TableName.quote(temporaryView)
              + ", which ends with the session. Make one temporary, or the other permanent.");
    }
    return temporaryView.toLowerCase(Locale.ROOT);
  }

  private void checkArity(Wanted view, int have) {
    int want = view.columns().size();
    if (want > 0 && have != want) {
      throw names.refusal(
          view.name().offset(),
          "CREATE_VIEW_COLUMN_ARITY_MISMATCH."
              + (have < want ? "NOT_ENOUGH_DATA_COLUMNS" : "TOO_MANY_DATA_COLUMNS"),
          "21S01",
          "The view's list names " + want + " columns, and its query has " + have + ".");
    }
  }

  /** Spark takes for a permanent view only names that its author gave. */
  private void checkNamed(Wanted view, String generated) {
    if (!view.temporary() && view.columns().isEmpty()) {
      throw names.refusal(
          view.name().offset(),
          "CREATE_PERMANENT_VIEW_WITHOUT_ALIAS",
          "0A000",
          "The column "
              + generated
              + " of the view has no name. Write AS and a name behind it, or a list of names"
              + " behind the view's.");
    }
  }

  /** COLUMN_ALREADY_EXISTS. */
  PenstockException duplicate(int offset, String name) {
    return names.refusal(
        offset,
        "COLUMN_ALREADY_EXISTS",
        "42711",
        "The view would have more than one column " + TableName.quote(name) + ". Rename one.");
  }
}
