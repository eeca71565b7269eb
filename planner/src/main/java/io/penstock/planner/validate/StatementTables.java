package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.InformationSchema;
import io.penstock.planner.catalog.PathNames;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.types.ArrowTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/**
 * The tables and views of one statement: each table is looked up when it is named first, and is the
 * same version ever after. Not thread-safe.
 */
final class StatementTables {
  private final Catalog catalog;
  private final List<TemporaryView> temporary;
  private final Map<TableName, LakeTable> tables = new LinkedHashMap<>();
  private final Map<TableName, ViewQuery> views = new LinkedHashMap<>();
  private final Map<TableName, ViewTable> viewTables = new LinkedHashMap<>();
  private Function<CatalogObject.View, RelNode> expansion =
      view -> {
        throw new IllegalStateException("no way to expand view " + view.name());
      };

  StatementTables(Catalog catalog, List<TemporaryView> temporary) {
    this.catalog = catalog;
    this.temporary = temporary;
  }

  /** Says how to plan a view. */
  void expandViews(Function<CatalogObject.View, RelNode> how) {
    expansion = how;
  }

  /**
   * A schema tree that asks the catalog for what is asked of it.
   *
   * @param visible the temporary views that can be named
   */
  CalciteSchema rootSchema(Predicate<TemporaryView> visible) {
    return CalciteSchema.createRootSchema(false, false, "", new RootSchema(visible));
  }

  /** The versions that were asked for, in the order of their first mention. */
  List<TableSnapshot> snapshots() {
    return tables.values().stream().map(t -> t.snapshot).toList();
  }

  /** The views that were expanded, in the order in which that was done. */
  List<ViewQuery> views() {
    return List.copyOf(views.values());
  }

  void expanded(ViewQuery view) {
    views.put(view.view().name(), view);
  }

  /** What a qualified name of Calcite's stands for. */
  CatalogObject object(List<String> name) {
    TableName asked = new TableName(name.get(0), name.get(1), name.get(2));
    return temporary(asked)
        .<CatalogObject>map(TemporaryView::view)
        .orElseGet(() -> catalog.require(asked));
  }

  /** The temporary view that is meant by a name of {@link #object}. */
  Optional<TemporaryView> temporary(TableName name) {
    return name.catalog().equals(TemporaryView.CATALOG)
            && name.schema().equals(TemporaryView.SCHEMA)
        ? temporary.stream().filter(v -> v.name().equalsIgnoreCase(name.table())).findFirst()
        : Optional.empty();
  }

  private Optional<Named<Table>> table(TableName asked) {
    return catalog.find(asked).map(this::named);
  }

  private Named<Table> named(CatalogObject object) {
    if (object instanceof CatalogObject.View view) {
      ViewTable table =
          viewTables.computeIfAbsent(view.name(), n -> new ViewTable(() -> expansion.apply(view)));
      return new Named<>(view.name().table(), table);
    }
    if (object instanceof CatalogObject.Files) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE, "Files that belong to no table are not planned.");
    }
    LakeTable table =
        tables.computeIfAbsent(object.name(), n -> new LakeTable(catalog.snapshot(n)));
    return new Named<>(object.name().table(), table);
  }

  private static Optional<String> spelling(List<String> names, String asked) {
    return names.stream().filter(n -> n.equalsIgnoreCase(asked)).findFirst();
  }

  private final class RootSchema extends AbstractSchema {
    private final Predicate<TemporaryView> visible;

    RootSchema(Predicate<TemporaryView> visible) {
      this.visible = visible;
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new NamedLookup<Schema>(
          asked ->
              asked.equals(TemporaryView.CATALOG)
                  ? Optional.of(new Named<>(asked, new SystemSchema(visible)))
                  : spelling(catalog.catalogs(), asked)
                      .map(name -> new Named<>(name, new CatalogSchema(name))));
    }
  }

  private final class SystemSchema extends AbstractSchema {
    private final Predicate<TemporaryView> visible;

    SystemSchema(Predicate<TemporaryView> visible) {
      this.visible = visible;
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new NamedLookup<Schema>(
          asked ->
              Optional.of(asked)
                  .filter(TemporaryView.SCHEMA::equals)
                  .map(name -> new Named<>(name, new SessionSchema(visible))));
    }
  }

  private final class SessionSchema extends AbstractSchema {
    private final Predicate<TemporaryView> visible;

    SessionSchema(Predicate<TemporaryView> visible) {
      this.visible = visible;
    }

    @Override
    public Lookup<Table> tables() {
      return new NamedLookup<>(
          asked ->
              temporary(TemporaryView.qualified(asked))
                  .filter(visible)
                  .map(view -> named(view.view())));
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
              (InformationSchema.isNamed(asked)
                      ? Optional.of(InformationSchema.NAME)
                      : spelling(catalog.schemas(name), asked)
                          .or(() -> Optional.of(asked).filter(PathNames::isFormat)))
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

    @Override
    public Statistic getStatistic() {
      return new Statistic() {
        @Override
        public @Nullable Double getRowCount() {
          OptionalLong rows = snapshot.totals().rows();
          return rows.isPresent() ? (double) rows.getAsLong() : null;
        }
      };
    }
  }
}
