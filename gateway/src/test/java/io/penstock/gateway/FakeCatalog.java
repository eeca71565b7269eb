package io.penstock.gateway;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.TableSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** One catalog with schemas default (empty) and shop: a table that is well and a damaged one. */
public final class FakeCatalog implements Catalog {
  private static final TableName ORDERS = new TableName("lake", "shop", "orders");
  private static final TableName DAMAGED = new TableName("lake", "shop", "damaged");

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
  public Optional<TableName> find(TableName name) {
    return Optional.of(name).filter(ORDERS::equals);
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
    public Map<String, String> properties() {
      return Map.of();
    }

    @Override
    public FileTotals totals() {
      return new FileTotals(1, 100, OptionalLong.of(10));
    }
  }
}
