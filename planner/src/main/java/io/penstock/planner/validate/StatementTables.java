package io.penstock.planner.validate;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.types.ArrowTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;

/**
 * The tables of one statement: each is looked up when it is named first, and is the same version
 * ever after. Not thread-safe.
 */
final class StatementTables {
  private final Catalog catalog;
  private final Map<TableName, LakeTable> tables = new LinkedHashMap<>();

  StatementTables(Catalog catalog) {
    this.catalog = catalog;
  }

  /** A schema tree that asks the catalog for what is asked of it. */
  CalciteSchema rootSchema() {
    return CalciteSchema.createRootSchema(false, false, "", new RootSchema());
  }

  /** The versions that were asked for, in the order of their first mention. */
  List<TableSnapshot> snapshots() {
    return tables.values().stream().map(t -> t.snapshot).toList();
  }

  private Optional<Named<Table>> table(TableName asked) {
    return catalog
        .find(asked)
        .map(CatalogObject::name)
        .map(
            name -> {
              LakeTable table =
                  tables.computeIfAbsent(name, n -> new LakeTable(catalog.snapshot(n)));
              return new Named<>(name.table(), table);
            });
  }

  private static Optional<String> spelling(List<String> names, String asked) {
    return names.stream().filter(n -> n.equalsIgnoreCase(asked)).findFirst();
  }

  private final class RootSchema extends AbstractSchema {
    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new NamedLookup<Schema>(
          asked ->
              spelling(catalog.catalogs(), asked)
                  .map(name -> new Named<>(name, new CatalogSchema(name))));
    }
  }

  private final class CatalogSchema extends AbstractSchema {
    private final String name;

    CatalogSchema(String name) {
      this.name = name;
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new NamedLookup<Schema>(
          asked ->
              spelling(catalog.schemas(name), asked)
                  .map(schema -> new Named<>(schema, new TableSchema(name, schema))));
    }
  }

  private final class TableSchema extends AbstractSchema {
    private final String catalogName;
    private final String name;

    TableSchema(String catalogName, String name) {
      this.catalogName = catalogName;
      this.name = name;
    }

    @Override
    public Lookup<Table> tables() {
      return new NamedLookup<>(asked -> table(new TableName(catalogName, name, asked)));
    }
  }

  private static final class LakeTable extends AbstractTable {
    private final TableSnapshot snapshot;

    LakeTable(TableSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      RelDataTypeFactory.Builder row = factory.builder();
      snapshot
          .schema()
          .getFields()
          .forEach(f -> row.add(f.getName(), ArrowTypes.toCalcite(f, factory)));
      return row.build();
    }
  }
}
