package io.penstock.execution.spark;

import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The only catalog of a statement: a name that is not pinned does not exist, and nothing can be
 * created, changed or listed. Spark makes an instance by reflection; {@link #pin} then gives it the
 * statement's tables.
 */
public final class PinnedCatalog implements TableCatalog, FunctionCatalog, SupportsNamespaces {
  private String name = "";
  private @Nullable SparkSession session;
  private @Nullable PinnedSnapshots snapshots;
  private final Map<String, TablePin> pins = new HashMap<>();
  private final Map<String, PinnedTable> tables = new HashMap<>();

  /** For Spark. */
  public PinnedCatalog() {}

  @Override
  public void initialize(String name, CaseInsensitiveStringMap options) {
    this.name = name;
  }

  /** Gives the statement's tables; before its analysis. */
  void pin(SparkSession session, PinnedSnapshots snapshots, List<TablePin> pinned) {
    this.session = session;
    this.snapshots = snapshots;
    for (TablePin pin : pinned) {
      TableName table = pin.name();
      pins.put(key(table.catalog(), table.schema(), table.table()), pin);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Table loadTable(Identifier ident) throws NoSuchTableException {
    String key = key(ident);
    TablePin pin = key == null ? null : pins.get(key);
    if (key == null || pin == null || session == null || snapshots == null) {
      throw new NoSuchTableException(ident);
    }
    PinnedTable known = tables.get(key);
    if (known == null) {
      known =
          new PinnedTable(
              session,
              pin.name().toSql(),
              pin.location(),
              snapshots.at(session, pin.location(), pin.version()));
      tables.put(key, known);
    }
    return known;
  }

  /** A namespace of two parts is a whole name whose catalog Spark does not know as such. */
  private @Nullable String key(Identifier ident) {
    String[] namespace = ident.namespace();
    return switch (namespace.length) {
      case 1 -> key(name, namespace[0], ident.name());
      case 2 -> key(namespace[0], namespace[1], ident.name());
      default -> null;
    };
  }

  private static String key(String catalog, String schema, String table) {
    return new TableName(catalog, schema, table).toSql().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return true;
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public String[][] listNamespaces() {
    return new String[0][];
  }

  @Override
  public String[][] listNamespaces(String[] namespace) {
    return new String[0][];
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace) {
    return Map.of();
  }

  @Override
  public Identifier[] listFunctions(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
    throw new NoSuchFunctionException(ident);
  }

  @Override
  public Table createTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    throw readOnly();
  }

  @Override
  public Table alterTable(Identifier ident, TableChange... changes) {
    throw readOnly();
  }

  @Override
  public boolean dropTable(Identifier ident) {
    throw readOnly();
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw readOnly();
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> metadata) {
    throw readOnly();
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw readOnly();
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("the pinned tables of a statement are read-only");
  }
}
