package io.penstock.gateway;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogChange;
import io.penstock.planner.catalog.CatalogDescription;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.DroppedTable;
import io.penstock.planner.catalog.NewTable;
import io.penstock.planner.catalog.SchemaDescription;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.ViewDefinition;
import io.penstock.planner.pruning.DataFile;
import io.penstock.planner.pruning.FileIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** One catalog with schemas default (empty) and shop: a table, a damaged one and a view. */
public final class FakeCatalog implements Catalog {
  private static final TableName ORDERS = new TableName("lake", "shop", "orders");
  private static final TableName RECENT = new TableName("lake", "shop", "recent");
  private static final TableName DAMAGED = new TableName("lake", "shop", "damaged");

  /** What was asked of {@link #apply}. */
  public final List<CatalogChange> changes = new CopyOnWriteArrayList<>();

  @Override
  public String defaultCatalog() {
    return "lake";
  }

  @Override
  public String defaultSchema() {
    return "default";
  }

  @Override
  public List<String> catalogs() {
    return List.of("lake");
  }

  @Override
  public List<String> schemas(String catalog) {
    return List.of("default", "shop");
  }

  @Override
  public List<TableName> tables(String catalog, String schema) {
    return schema.equals("shop") ? List.of(DAMAGED, ORDERS) : List.of();
  }

  @Override
  public List<TableName> views(String catalog, String schema) {
    return schema.equals("shop") ? List.of(RECENT) : List.of();
  }

  @Override
  public Optional<CatalogFunction> function(TableName name) {
    return Optional.empty();
  }

  @Override
  public List<CatalogFunction> functions(String catalog, String schema) {
    return List.of();
  }

  @Override
  public Optional<CatalogObject> find(TableName name) {
    return Optional.of(name)
        .filter(n -> n.equals(ORDERS) || n.equals(DAMAGED))
        .map(n -> new CatalogObject.Table(n, "file:/lake/shop/" + n.table(), false));
  }

  @Override
  public CatalogObject require(TableName name) {
    if (name.equals(RECENT)) {
      return new CatalogObject.View(
          RECENT,
          new ViewDefinition(
              "select id from orders",
              "lake",
              "shop",
              List.of("id"),
              new Schema(List.of(Field.nullable("id", new ArrowType.Int(64, true)))),
              Optional.empty(),
              Map.of(),
              Optional.empty()));
    }
    return find(name)
        .orElseThrow(
            () ->
                new PenstockException(
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND, "Table " + name + " not found."));
  }

  @Override
  public CatalogDescription describe(String catalog) {
    return new CatalogDescription(catalog, Optional.empty(), "file:/lake", Map.of());
  }

  @Override
  public SchemaDescription describe(String catalog, String schema) {
    return new SchemaDescription(
        catalog, schema, Optional.empty(), "file:/lake/" + schema, Map.of());
  }

  @Override
  public List<DroppedTable> dropped(String catalog, String schema) {
    return List.of();
  }

  @Override
  public NewTable reserve(TableName name, Optional<String> location) {
    throw new UnsupportedOperationException("no table is created here");
  }

  @Override
  public void created(NewTable table) {
    throw new UnsupportedOperationException("no table is created here");
  }

  @Override
  public void abandon(NewTable table) {
    throw new UnsupportedOperationException("no table is created here");
  }

  @Override
  public void apply(CatalogChange change) {
    changes.add(change);
  }

  @Override
  public TableSnapshot snapshot(TableName name) {
    if (name.equals(DAMAGED)) {
      throw new PenstockException(ErrorCode.TABLE_LOG_DAMAGED, "The log is damaged.");
    }
    return new Orders();
  }

  @Override
  public void close() {}

  private static final class Orders implements TableSnapshot {
    @Override
    public TablePin pin() {
      return new TablePin(ORDERS, "file:/lake/shop/orders", 3);
    }

    @Override
    public Schema schema() {
      return new Schema(
          List.of(
              Field.notNullable("id", new ArrowType.Int(64, true)),
              Field.nullable("price", new ArrowType.Decimal(15, 2, 128)),
              Field.nullable("name", ArrowType.Utf8.INSTANCE)));
    }

    @Override
    public List<String> partitionColumns() {
      return List.of();
    }

    @Override
    public List<String> clusteringColumns() {
      return List.of();
    }

    @Override
    public Optional<String> comment() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> properties() {
      return Map.of();
    }

    @Override
    public FileTotals totals() {
      return new FileTotals(1, 100, OptionalLong.of(10));
    }

    @Override
    public Optional<FileIndex> files() {
      return Optional.empty();
    }

    @Override
    public Optional<TableFiles> reading(List<DataFile> only) {
      return Optional.empty();
    }
  }
}
