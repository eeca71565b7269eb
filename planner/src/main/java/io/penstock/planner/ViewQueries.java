package io.penstock.planner;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import io.penstock.planner.validate.Relation;
import io.penstock.planner.validate.ValidatedQuery;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;

/** Makes views of their queries, as far as they can be views. */
final class ViewQueries {
  /** A column's name in the list behind a view's name. */
  record NamedColumn(String name, Optional<String> comment) {}

  /**
   * A view's definition.
   *
   * @param uses lower-case names of the temporary views that the query names
   */
  record Made(ViewDefinition definition, Set<String> uses) {}

  private final QueryValidator validator;
  private final CommandNames names;
  private final SqlText text;
  private final PlanningDeadline deadline;

  ViewQueries(
      QueryValidator validator, CommandNames names, SqlText text, PlanningDeadline deadline) {
    this.validator = validator;
    this.names = names;
    this.text = text;
    this.deadline = deadline;
  }

  /** The columns of the query that is the rest of the text. */
  ValidatedQuery rest(TokenReader reader) {
    if (reader.isAtEnd()) {
      throw reader.expected("a query");
    }
    PlanningContext context = names.context();
    return validator.validate(
        text.from(reader.offset()),
        context.catalog(),
        context.schema(),
        context.temporaryViews(),
        deadline);
  }

  Made read(
      QualifiedName name,
      TokenReader reader,
      List<NamedColumn> columns,
      boolean temporary,
      Optional<String> comment,
      Map<String, String> properties) {
    ValidatedQuery query = rest(reader);
    String body = text.text().substring(reader.offset()).strip();
    checkParameters(query, reader.offset());
    checkCycle(query, name, temporary);
    Set<String> uses = temporaryNames(query, name, temporary);
    if (!columns.isEmpty()) {
      checkArity(query, name, columns);
    } else if (!temporary) {
      checkNamed(query, name);
    }
    PlanningContext context = names.context();
    List<String> queryColumns = query.names().stream().map(OutputName::name).toList();
    Schema schema = new Schema(fields(query, name, columns));
    return new Made(
        new ViewDefinition(
            body, context.catalog(), context.schema(), queryColumns, schema, comment, properties),
        uses);
  }

  private List<Field> fields(ValidatedQuery query, QualifiedName view, List<NamedColumn> columns) {
    List<Field> fields = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RelDataTypeField column : query.rowType().getFieldList()) {
      int i = column.getIndex();
      String name = columns.isEmpty() ? query.names().get(i).name() : columns.get(i).name();
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw duplicate(view.offset(), name);
      }
      Field field = ArrowTypes.toArrow(name, column.getType());
      Optional<String> comment = columns.isEmpty() ? Optional.empty() : columns.get(i).comment();
      Map<String, String> metadata = comment.map(c -> Map.of("comment", c)).orElse(Map.of());
      fields.add(
          new Field(
              name,
              new FieldType(true, field.getType(), field.getDictionary(), metadata),
              field.getChildren()));
    }
    return fields;
  }

  private void checkParameters(ValidatedQuery query, int offset) {
    if (!query.parameters().isEmpty()) {
      throw names.refusal(
          offset,
          "UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT",
          "0A000",
          "A view's query cannot have parameters.");
    }
  }

  private void checkCycle(ValidatedQuery query, QualifiedName name, boolean temporary) {
    TableName own = temporary ? TemporaryView.qualified(name.parts().get(0)) : names.table(name);
    boolean itself =
        query.views().stream().anyMatch(v -> v.view().name().toSql().equalsIgnoreCase(own.toSql()));
    if (itself) {
      String shown = String.join(".", name.parts());
      throw names.refusal(
          name.offset(),
          "RECURSIVE_VIEW",
          "42K0H",
          "View " + shown + " would depend on itself, directly or through other views.");
    }
  }

  private Set<String> temporaryNames(ValidatedQuery query, QualifiedName name, boolean temporary) {
    Set<String> uses = new HashSet<>();
    for (Relation relation : query.relations()) {
      TableName used = relation.object().name();
      boolean isTemporary =
          relation.object() instanceof CatalogObject.View
              && used.catalog().equals(TemporaryView.CATALOG)
              && used.schema().equals(TemporaryView.SCHEMA);
      if (isTemporary && !temporary) {
        throw names.refusal(
            relation.start(),
            "INVALID_TEMP_OBJ_REFERENCE",
            "42K0F",
            "The view "
                + names.table(name).toSql()
                + " cannot use the temporary view "
                + TableName.quote(used.table())
                + ", which ends with the session. Make one temporary, or the other permanent.");
      }
      if (isTemporary) {
        uses.add(used.table().toLowerCase(Locale.ROOT));
      }
    }
    return uses;
  }

  private void checkArity(ValidatedQuery query, QualifiedName name, List<NamedColumn> columns) {
    int have = query.names().size();
    if (have != columns.size()) {
      throw names.refusal(
          name.offset(),
          "CREATE_VIEW_COLUMN_ARITY_MISMATCH."
              + (have < columns.size() ? "NOT_ENOUGH_DATA_COLUMNS" : "TOO_MANY_DATA_COLUMNS"),
          "21S01",
          "The view's list names " + columns.size() + " columns, and its query has " + have + ".");
    }
  }

  /** Spark names the columns of a permanent view by their authors only; a literal is its name. */
  private void checkNamed(ValidatedQuery query, QualifiedName name) {
    for (int i = 0; i < query.names().size(); i++) {
      OutputName column = query.names().get(i);
      boolean literal =
          query.plan().rel instanceof Project project
              && project.getProjects().get(i) instanceof RexLiteral;
      if (!column.named() && !literal) {
        throw names.refusal(
            name.offset(),
            "CREATE_PERMANENT_VIEW_WITHOUT_ALIAS",
            "0A000",
            "The column "
                + column.name()
                + " of the view has no name. Write AS and a name behind it, or a list of names"
                + " behind the view's.");
      }
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
