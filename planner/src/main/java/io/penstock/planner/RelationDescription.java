package io.penstock.planner;

import io.penstock.execution.api.TableName;
import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.types.SparkTypeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What DESCRIBE and SHOW say of a table or view, laid out as Spark does. */
final class RelationDescription {
  private static final Field NAME = AnswerRows.text("col_name");
  private static final Field TYPE = AnswerRows.text("data_type");
  private static final Field COMMENT = Field.nullable("comment", ArrowType.Utf8.INSTANCE);

  private final CatalogObject object;
  private final @Nullable TableSnapshot table;

  RelationDescription(Catalog catalog, CatalogObject object) {
    this.object = object;
    this.table = object instanceof CatalogObject.Table ? catalog.snapshot(object.name()) : null;
  }

  /** Of the table or view of a name; TABLE_OR_VIEW_NOT_FOUND at its place. */
  static RelationDescription find(CommandNames names, QualifiedName name) {
    Optional<TemporaryView> temporary = names.temporary(name);
    return temporary.isPresent()
        ? new RelationDescription(names.catalog(), temporary.get().view())
        : names.located(
            name,
            () ->
                new RelationDescription(
                    names.catalog(), names.catalog().require(names.table(name))));
  }

  /** As messages have it. */
  String name() {
    return isTemporary() ? TableName.quote(object.name().table()) : object.name().toSql();
  }

  List<Field> columns() {
    return table == null ? view().columns().getFields() : table.schema().getFields();
  }

  Map<String, String> properties() {
    return table == null ? view().properties() : table.properties();
  }

  private ViewDefinition view() {
    return ((CatalogObject.View) object).definition();
  }

  private boolean isTemporary() {
    return object instanceof CatalogObject.View
        && object.name().catalog().equals(TemporaryView.CATALOG);
  }

  /** DESCRIBE QUERY, and the first part of DESCRIBE TABLE. */
  static Answer describeColumns(List<Field> columns) {
    AnswerRows rows = AnswerRows.of(NAME, TYPE, COMMENT);
    columns.forEach(field -> column(rows, field));
    return rows.answer();
  }

  /** DESCRIBE TABLE. */
  Answer describe(boolean extended) {
    AnswerRows rows = AnswerRows.of(NAME, TYPE, COMMENT);
    columns().forEach(field -> column(rows, field));
    if (table != null && !table.partitionColumns().isEmpty()) {
      rows.row("# Partition Information", "", "");
      rows.row("# col_name", "data_type", "comment");
      Schema schema = table.schema();
      table.partitionColumns().forEach(name -> column(rows, schema.findField(name)));
    }
    List<String> clustering = table == null ? List.of() : table.clusteringColumns();
    if (!clustering.isEmpty()) {
      rows.row("# Clustering Information", "", "");
      rows.row("# col_name", "data_type", "comment");
      clustering.forEach(name -> column(rows, field(columns(), name)));
    }
    if (extended) {
      rows.row("", "", "");
      rows.row("# Detailed Table Information", "", "");
      details().forEach((name, value) -> rows.row(name, value, ""));
    }
    return rows.answer();
  }

  /** DESCRIBE TABLE of one column; empty if there is none of this name. */
  Optional<Answer> describeColumn(String name) {
    return columns().stream()
        .filter(f -> f.getName().equalsIgnoreCase(name))
        .findFirst()
        .map(
            f ->
                AnswerRows.texts("info_name", "info_value")
                    .row("col_name", f.getName())
                    .row("data_type", SparkTypeText.of(f))
                    .row("comment", comment(f).orElse("NULL"))
                    .answer());
  }

  /** The text of SHOW TABLE EXTENDED. */
  String information() {
    StringBuilder text = new StringBuilder();
    details().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append("Schema: root\n");
    for (Field field : columns()) {
      text.append(" |-- ")
          .append(field.getName())
          .append(": ")
          .append(SparkTypeText.of(field))
          .append(" (nullable = ")
          .append(field.isNullable())
          .append(")\n");
    }
    return text.append('\n').toString();
  }

  private Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    if (!isTemporary()) {
      details.put("Catalog", object.name().catalog());
      details.put("Database", object.name().schema());
    }
    details.put("Table", object.name().table());
    if (table == null) {
      ViewDefinition view = view();
      details.put("Type", "VIEW");
      view.comment().ifPresent(c -> details.put("Comment", c));
      details.put("View Text", view.text());
      details.put("View Original Text", view.text());
      details.put(
          "View Catalog and Namespace",
          TableName.quote(view.catalog()) + "." + TableName.quote(view.schema()));
      details.put("View Schema Mode", "COMPENSATION");
      details.put(
          "View Query Output Columns",
          view.queryColumns().stream()
              .map(RelationDescription::quoted)
              .collect(Collectors.joining(", ", "[", "]")));
    } else {
      FileTotals totals = table.totals();
      details.put("Type", isManaged() ? "MANAGED" : "EXTERNAL");
      table.comment().ifPresent(c -> details.put("Comment", c));
      details.put("Location", table.pin().location());
      details.put("Provider", "delta");
      details.put("Version", String.valueOf(table.pin().version()));
      details.put("Files", String.valueOf(totals.files()));
      details.put(
          "Statistics",
          totals.bytes()
              + " bytes"
              + (totals.rows().isPresent() ? ", " + totals.rows().getAsLong() + " rows" : ""));
    }
    if (!properties().isEmpty()) {
      details.put(
          "Table Properties",
          new TreeMap<>(properties())
              .entrySet().stream()
                  .map(e -> e.getKey() + "=" + e.getValue())
                  .collect(Collectors.joining(",", "[", "]")));
    }
    return details;
  }

  private boolean isManaged() {
    return object instanceof CatalogObject.Table known && known.managed();
  }

  /** A statement that makes such a table or view. */
  String createStatement() {
    return table == null ? createView() : createTable(table);
  }

  private String createTable(TableSnapshot snapshot) {
    StringBuilder text = new StringBuilder("CREATE TABLE ").append(name()).append(" (\n");
    text.append(
        columns().stream()
            .map(
                f ->
                    "  "
                        + TableName.quote(f.getName())
                        + " "
                        + SparkTypeText.of(f).toUpperCase(Locale.ROOT)
                        + (f.isNullable() ? "" : " NOT NULL")
                        + comment(f).map(c -> " COMMENT " + literal(c)).orElse(""))
            .collect(Collectors.joining(",\n")));
    text.append(")\nUSING delta\n");
    if (!snapshot.partitionColumns().isEmpty()) {
      text.append("PARTITIONED BY (")
          .append(
              snapshot.partitionColumns().stream()
                  .map(TableName::quote)
                  .collect(Collectors.joining(", ")))
          .append(")\n");
    }
    if (!snapshot.clusteringColumns().isEmpty()) {
      text.append("CLUSTER BY (")
          .append(String.join(", ", snapshot.clusteringColumns()))
          .append(")\n");
    }
    snapshot.comment().ifPresent(c -> text.append("COMMENT ").append(literal(c)).append('\n'));
    if (!isManaged()) {
      text.append("LOCATION ").append(literal(snapshot.pin().location())).append('\n');
    }
    return text.append(propertyClause()).toString();
  }

  private String createView() {
    ViewDefinition view = view();
    StringBuilder text =
        new StringBuilder(isTemporary() ? "CREATE TEMPORARY VIEW " : "CREATE VIEW ")
            .append(name())
            .append(" (\n");
    List<String> columns = new ArrayList<>();
    for (Field field : columns()) {
      columns.add(
          "  "
              + TableName.quote(field.getName())
              + comment(field).map(c -> " COMMENT " + literal(c)).orElse(""));
    }
    text.append(String.join(",\n", columns)).append(")\n");
    view.comment().ifPresent(c -> text.append("COMMENT ").append(literal(c)).append('\n'));
    text.append(propertyClause());
    return text.append("WITH SCHEMA COMPENSATION\nAS ").append(view.text()).append('\n').toString();
  }

  private String propertyClause() {
    if (properties().isEmpty()) {
      return "";
    }
    return new TreeMap<>(properties())
        .entrySet().stream()
            .map(e -> "  " + literal(e.getKey()) + " = " + literal(e.getValue()))
            .collect(Collectors.joining(",\n", "TBLPROPERTIES (\n", ")\n"));
  }

  /** The field of a name with points, under that name. */
  private static Field field(List<Field> fields, String name) {
    for (Field field : fields) {
      if (field.getName().equals(name)) {
        return field;
      }
      if (name.startsWith(field.getName() + ".")) {
        Field inner = field(field.getChildren(), name.substring(field.getName().length() + 1));
        return new Field(name, inner.getFieldType(), inner.getChildren());
      }
    }
    throw new IllegalStateException("the table has no column " + name);
  }

  private static void column(AnswerRows rows, Field field) {
    rows.row(field.getName(), SparkTypeText.of(field), field.getMetadata().get("comment"));
  }

  private static Optional<String> comment(Field field) {
    return Optional.ofNullable(field.getMetadata().get("comment"));
  }

  private static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
