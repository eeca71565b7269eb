package io.penstock.planner.catalog;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.types.SparkTypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relations of each catalog's {@code information_schema}: views whose queries are lists of what
 * the catalog holds now, so that any SQL works over them and no engine has to know them. Stateless;
 * reads the log of every table for {@code columns} and {@code tables}.
 */
public final class InformationSchema {
  /** The schema's name. */
  public static final String NAME = "information_schema";

  private static final Logger LOG = LoggerFactory.getLogger(InformationSchema.class);
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  private static final ArrowType NUMBER = new ArrowType.Int(32, true);

  /** What Databricks calls types that Spark calls otherwise. */
  private static final Map<String, String> TYPE_NAMES =
      Map.of("BIGINT", "LONG", "SMALLINT", "SHORT", "TINYINT", "BYTE");

  private final Catalog catalog;
  private final String name;

  private InformationSchema(Catalog catalog, String name) {
    this.catalog = catalog;
    this.name = name;
  }

  /** Whether this is the schema's name. */
  public static boolean isNamed(String schema) {
    return schema.equalsIgnoreCase(NAME);
  }

  /** A relation of it; the catalog exists. */
  static Optional<CatalogObject.View> find(Catalog catalog, String catalogName, String relation) {
    InformationSchema schema = new InformationSchema(catalog, catalogName);
    return switch (relation.toLowerCase(Locale.ROOT)) {
      case "catalogs" -> Optional.of(schema.ofCatalogs());
      case "schemata" -> Optional.of(schema.ofSchemata());
      case "tables" -> Optional.of(schema.ofTables());
      case "columns" -> Optional.of(schema.ofColumns());
      case "views" -> Optional.of(schema.ofViews());
      default -> Optional.empty();
    };
  }

  /** TABLE_OR_VIEW_NOT_FOUND. */
  static PenstockException notFound(String catalogName, String relation) {
    return new PenstockException(
        ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
        "Table "
            + new TableName(catalogName, NAME, relation).toSql()
            + " not found. There are catalogs, columns, schemata, tables and views.");
  }

  private CatalogObject.View ofCatalogs() {
    Rows rows = new Rows().text("catalog_name").text("comment");
    for (String each : catalog.catalogs()) {
      rows.add(each, catalog.describe(each).comment().orElse(null));
    }
    return rows.view("catalogs");
  }

  private CatalogObject.View ofSchemata() {
    Rows rows = new Rows().text("catalog_name").text("schema_name").text("comment");
    for (String schema : catalog.schemas(name)) {
      rows.add(name, schema, catalog.describe(name, schema).comment().orElse(null));
    }
    rows.add(name, NAME, null);
    return rows.view("schemata");
  }

  private CatalogObject.View ofTables() {
    Rows rows =
        new Rows()
            .text("table_catalog")
            .text("table_schema")
            .text("table_name")
            .text("table_type")
            .text("is_insertable_into")
            .text("commit_action")
            .text("comment")
            .text("data_source_format");
    for (CatalogObject object : objects()) {
      TableName table = object.name();
      boolean isView = object instanceof CatalogObject.View;
      boolean managed = object instanceof CatalogObject.Table t && t.managed();
      rows.add(
          table.catalog(),
          table.schema(),
          table.table(),
          isView ? "VIEW" : managed ? "MANAGED" : "EXTERNAL",
          isView ? "NO" : "YES",
          "PRESERVE",
          comment(object),
          isView ? null : "DELTA");
    }
    return rows.view("tables");
  }

  private CatalogObject.View ofColumns() {
    Rows rows =
        new Rows()
            .text("table_catalog")
            .text("table_schema")
            .text("table_name")
            .text("column_name")
            .number("ordinal_position")
            .text("is_nullable")
            .text("full_data_type")
            .text("data_type")
            .number("partition_ordinal_position")
            .text("comment");
    for (CatalogObject object : objects()) {
      TableName table = object.name();
      List<String> partitions = partitionColumns(object);
      List<Field> columns = columns(object);
      for (int i = 0; i < columns.size(); i++) {
        Field column = columns.get(i);
        String type = SparkTypeText.of(column);
        String base = type.split("[(<]", 2)[0].toUpperCase(Locale.ROOT);
        int partition = partitions.indexOf(column.getName());
        rows.add(
            table.catalog(),
            table.schema(),
            table.table(),
            column.getName(),
            i,
            column.isNullable() ? "YES" : "NO",
            type,
            TYPE_NAMES.getOrDefault(base, base),
            partition < 0 ? null : partition,
            column.getMetadata().get("comment"));
      }
    }
    return rows.view("columns");
  }

  private CatalogObject.View ofViews() {
    Rows rows =
        new Rows()
            .text("table_catalog")
            .text("table_schema")
            .text("table_name")
            .text("view_definition")
            .text("check_option")
            .text("is_updatable")
            .text("is_insertable_into");
    for (CatalogObject object : objects()) {
      if (object instanceof CatalogObject.View view) {
        TableName table = view.name();
        String text = view.definition().text();
        rows.add(table.catalog(), table.schema(), table.table(), text, "NONE", "NO", "NO");
      }
    }
    return rows.view("views");
  }

  private List<CatalogObject> objects() {
    List<CatalogObject> objects = new ArrayList<>();
    for (String schema : catalog.schemas(name)) {
      // What is dropped meanwhile is left out.
      catalog.tables(name, schema).forEach(t -> catalog.find(t).ifPresent(objects::add));
      catalog.views(name, schema).forEach(v -> catalog.find(v).ifPresent(objects::add));
    }
    return objects;
  }

  private List<Field> columns(CatalogObject object) {
    return object instanceof CatalogObject.View view
        ? view.definition().columns().getFields()
        : snapshot(object).map(s -> s.schema().getFields()).orElse(List.of());
  }

  private List<String> partitionColumns(CatalogObject object) {
    return object instanceof CatalogObject.View
        ? List.of()
        : snapshot(object).map(TableSnapshot::partitionColumns).orElse(List.of());
  }

  private @Nullable String comment(CatalogObject object) {
    return object instanceof CatalogObject.View view
        ? view.definition().comment().orElse(null)
        : snapshot(object).flatMap(TableSnapshot::comment).orElse(null);
  }

  /** One table that cannot be read must not hide the others: it shows without columns. */
  private Optional<TableSnapshot> snapshot(CatalogObject table) {
    try {
      return Optional.of(catalog.snapshot(table.name()));
    } catch (PenstockException e) {
      LOG.warn("table {} is listed without its columns: {}", table.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Collects rows and writes them as a query. */
  private final class Rows {
    private final List<Field> columns = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();

    Rows text(String column) {
      columns.add(Field.nullable(column, TEXT));
      return this;
    }

    Rows number(String column) {
      columns.add(Field.nullable(column, NUMBER));
      return this;
    }

    void add(@Nullable Object... values) {
      List<String> literals = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        literals.add(literal(values[i], columns.get(i)));
      }
      rows.add("(" + String.join(", ", literals) + ")");
    }

    private static String literal(@Nullable Object value, Field column) {
      if (value == null) {
        return "CAST(NULL AS " + (column.getType().equals(NUMBER) ? "INT" : "STRING") + ")";
      }
      return value instanceof Integer
          ? value.toString()
          : "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    CatalogObject.View view(String relation) {
      List<String> names = columns.stream().map(Field::getName).toList();
      boolean empty = rows.isEmpty();
      if (empty) {
        add(new Object[columns.size()]);
      }
      String text =
          "SELECT * FROM VALUES "
              + String.join(", ", rows)
              + names.stream().collect(Collectors.joining(", ", " AS t(", ")"))
              + (empty ? " WHERE 1 = 0" : "");
      return new CatalogObject.View(
          new TableName(name, NAME, relation),
          new ViewDefinition(
              text,
              name,
              NAME,
              names,
              new Schema(columns),
              Optional.empty(),
              Map.of(),
              Optional.empty()));
    }
  }
}
