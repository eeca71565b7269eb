package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.planner.CommandNames.SchemaName;
import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.catalog.CatalogDescription;
import io.penstock.planner.catalog.SchemaDescription;
import io.penstock.planner.catalog.Suggestions;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.validate.ValidatedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/** DESCRIBE, with Spark's columns; but for what Delta's history holds. */
final class DescribeCommands {
  private final CommandNames names;
  private final TokenReader reader;
  private final CommandQueries queries;

  DescribeCommands(CommandNames names, TokenReader reader, CommandQueries queries) {
    this.names = names;
    this.reader = reader;
    this.queries = queries;
  }

  /** After DESCRIBE. */
  PlannedStatement describe() {
    int offset = reader.offset();
    boolean keyword = reader.remaining() > 1 && !reader.peekSymbol(1, ".");
    if (startsQuery() || (keyword && reader.take("QUERY"))) {
      return query();
    }
    if (keyword && reader.take("FUNCTION")) {
      throw names.unsupported(offset, "DESCRIBE FUNCTION is not supported. SHOW FUNCTIONS is.");
    }
    if (keyword && reader.takeAny("SCHEMA", "DATABASE", "NAMESPACE")) {
      return schema();
    }
    if (keyword && reader.take("CATALOG")) {
      return catalog();
    }
    if (keyword) {
      reader.take("TABLE");
    }
    boolean extended = takeExtended();
    QualifiedName name = reader.name(3);
    int behind = reader.offset();
    if (reader.takeAny("PARTITION", "AS")) {
      throw names.unsupported(behind, "DESCRIBE takes a table and perhaps a column.");
    }
    RelationDescription relation = RelationDescription.find(names, name);
    if (reader.isAtEnd()) {
      return relation.describe(extended);
    }
    return column(relation, reader.name(Integer.MAX_VALUE));
  }

  /** A table may be named like a word that begins a query; then nothing follows it. */
  private boolean startsQuery() {
    return reader.remaining() > 1
        && reader
            .peek()
            .filter(
                t ->
                    t.isAny("SELECT", "WITH", "VALUES", "FROM", "MAP", "REDUCE") || t.isSymbol("("))
            .isPresent()
        && !reader.peekSymbol(1, ".");
  }

  private boolean takeExtended() {
    return reader.remaining() > 1
        && !reader.peekSymbol(1, ".")
        && reader.takeAny("EXTENDED", "FORMATTED");
  }

  private PlannedStatement query() {
    return queries.rest(
        reader,
        false,
        query -> RelationDescription.describeColumns(columns(query)),
        (unplanned, outline, schema, deadline) ->
            RelationDescription.describeColumns(schema.getFields()));
  }

  private static List<Field> columns(ValidatedQuery query) {
    List<Field> columns = new ArrayList<>();
    for (int i = 0; i < query.names().size(); i++) {
      columns.add(
          ArrowTypes.toArrow(
              query.names().get(i).name(), query.rowType().getFieldList().get(i).getType()));
    }
    return columns;
  }

  private Answer column(RelationDescription relation, QualifiedName column) {
    reader.expectEnd();
    String name = String.join(".", column.parts());
    if (column.parts().size() > 1) {
      throw names.unsupported(
          column.offset(), "DESCRIBE of a field inside a column is not supported: " + name + ".");
    }
    return relation
        .describeColumn(name)
        .orElseThrow(
            () -> {
              List<String> all = relation.columns().stream().map(Field::getName).toList();
              return names.failure(
                  column.offset(),
                  ErrorCode.UNRESOLVED_COLUMN,
                  relation.name()
                      + " has no column "
                      + name
                      + "."
                      + Suggestions.closest(name, all)
                          .map(n -> " Did you mean " + n + "?")
                          .orElse(""));
            });
  }

  private Answer schema() {
    boolean extended = takeExtended();
    QualifiedName name = reader.name(2);
    reader.expectEnd();
    SchemaName asked = names.schema(name);
    SchemaDescription schema =
        names.located(name, () -> names.catalog().describe(asked.catalog(), asked.schema()));
    AnswerRows rows =
        AnswerRows.texts("info_name", "info_value")
            .row("Catalog Name", schema.catalog())
            .row("Namespace Name", schema.schema())
            .row("Comment", schema.comment().orElse(""))
            .row("Location", schema.location());
    if (extended) {
      rows.row("Properties", properties(schema.properties()));
    }
    return rows.answer();
  }

  private Answer catalog() {
    boolean extended = takeExtended();
    QualifiedName name = reader.name(1);
    reader.expectEnd();
    CatalogDescription catalog =
        names.located(name, () -> names.catalog().describe(name.parts().get(0)));
    AnswerRows rows =
        AnswerRows.texts("info_name", "info_value")
            .row("Catalog Name", catalog.name())
            .row("Comment", catalog.comment().orElse(""));
    if (extended) {
      rows.row("Location", catalog.location()).row("Properties", properties(catalog.properties()));
    }
    return rows.answer();
  }

  private static String properties(Map<String, String> properties) {
    return properties.isEmpty()
        ? ""
        : new TreeMap<>(properties)
            .entrySet().stream()
                .map(e -> "(" + e.getKey() + "," + e.getValue() + ")")
                .collect(Collectors.joining(", ", "(", ")"));
  }
}
