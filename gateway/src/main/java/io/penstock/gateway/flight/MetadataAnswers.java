package io.penstock.gateway.flight;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.arrow.flight.sql.FlightSqlProducer;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog as Flight SQL's tables (Flight SQL specification, "Metadata"); no engine and no queue
 * is ever involved. The caller closes what it is given. Patterns are SQL's LIKE with backslash as
 * escape and match without regard to case, as names do.
 */
final class MetadataAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataAnswers.class);
  private static final String TABLE_TYPE = "TABLE";
  private static final String VIEW_TYPE = "VIEW";

  private final Catalog catalog;
  private final BufferAllocator allocator;

  MetadataAnswers(Catalog catalog, BufferAllocator allocator) {
    this.catalog = catalog;
    this.allocator = allocator;
  }

  VectorSchemaRoot catalogs() {
    Rows rows = new Rows(FlightSqlProducer.Schemas.GET_CATALOGS_SCHEMA);
    for (String name : catalog.catalogs()) {
      rows.text("catalog_name", name).end();
    }
    return rows.root();
  }

  VectorSchemaRoot schemas(CommandGetDbSchemas command) {
    Predicate<String> schemaFilter =
        command.hasDbSchemaFilterPattern() ? like(command.getDbSchemaFilterPattern()) : s -> true;
    Rows rows = new Rows(FlightSqlProducer.Schemas.GET_SCHEMAS_SCHEMA);
    for (String catalogName : catalogs(command.hasCatalog(), command.getCatalog())) {
      for (String schema : catalog.schemas(catalogName)) {
        if (schemaFilter.test(schema)) {
          rows.text("catalog_name", catalogName).text("db_schema_name", schema).end();
        }
      }
    }
    return rows.root();
  }

  VectorSchemaRoot tableTypes() {
    Rows rows = new Rows(FlightSqlProducer.Schemas.GET_TABLE_TYPES_SCHEMA);
    rows.text("table_type", TABLE_TYPE).end();
    rows.text("table_type", VIEW_TYPE).end();
    return rows.root();
  }

  VectorSchemaRoot tables(CommandGetTables command) {
    Predicate<String> schemaFilter =
        command.hasDbSchemaFilterPattern() ? like(command.getDbSchemaFilterPattern()) : s -> true;
    Predicate<String> tableFilter =
        command.hasTableNameFilterPattern() ? like(command.getTableNameFilterPattern()) : s -> true;
    Rows rows =
        new Rows(
            command.getIncludeSchema()
                ? FlightSqlProducer.Schemas.GET_TABLES_SCHEMA
                : FlightSqlProducer.Schemas.GET_TABLES_SCHEMA_NO_SCHEMA);
    for (String catalogName : catalogs(command.hasCatalog(), command.getCatalog())) {
      for (String schema : catalog.schemas(catalogName)) {
        if (!schemaFilter.test(schema)) {
          continue;
        }
        if (isWanted(command, TABLE_TYPE)) {
          catalog.tables(catalogName, schema).stream()
              .filter(t -> tableFilter.test(t.table()))
              .forEach(t -> row(rows, t, TABLE_TYPE, command.getIncludeSchema()));
        }
        if (isWanted(command, VIEW_TYPE)) {
          catalog.views(catalogName, schema).stream()
              .filter(v -> tableFilter.test(v.table()))
              .forEach(v -> row(rows, v, VIEW_TYPE, command.getIncludeSchema()));
        }
      }
    }
    return rows.root();
  }

  /** For the answers that are always empty here, such as keys. */
  VectorSchemaRoot empty(Schema schema) {
    return new Rows(schema).root();
  }

  private static boolean isWanted(CommandGetTables command, String type) {
    return command.getTableTypesCount() == 0
        || command.getTableTypesList().stream().anyMatch(type::equalsIgnoreCase);
  }

  private void row(Rows rows, TableName table, String type, boolean withSchema) {
    rows.text("catalog_name", table.catalog())
        .text("db_schema_name", table.schema())
        .text("table_name", table.table())
        .text("table_type", type);
    if (withSchema) {
      rows.bytes("table_schema", columns(table).serializeAsMessage());
    }
    rows.end();
  }

  /** One table that cannot be read must not hide the others: it shows without columns. */
  private Schema columns(TableName table) {
    try {
      Schema columns =
          catalog.require(table) instanceof CatalogObject.View view
              ? view.definition().columns()
              : catalog.snapshot(table).schema();
      return ColumnMetadata.describe(table, columns);
    } catch (PenstockException e) {
      LOG.warn("table {} is listed without its columns: {}", table, e.getMessage());
      return new Schema(List.of());
    }
  }

  private List<String> catalogs(boolean filtered, String name) {
    return filtered && !name.isEmpty()
        ? catalog.catalogs().stream().filter(name::equalsIgnoreCase).toList()
        : catalog.catalogs();
  }

  /** SQL's LIKE: % for any text, _ for one character, backslash escapes. */
  static Predicate<String> like(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      } else if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
    return Pattern.compile(regex.toString(), flags).asMatchPredicate();
  }

  /** Fills a root row by row. */
  private final class Rows {
    private final VectorSchemaRoot root;
    private int row;

    Rows(Schema schema) {
      root = VectorSchemaRoot.create(schema, allocator);
      root.allocateNew();
    }

    Rows text(String column, String value) {
      ((VarCharVector) root.getVector(column)).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    void bytes(String column, byte[] value) {
      ((VarBinaryVector) root.getVector(column)).setSafe(row, value);
    }

    void end() {
      row++;
    }

    VectorSchemaRoot root() {
      root.setRowCount(row);
      return root;
    }
  }
}
