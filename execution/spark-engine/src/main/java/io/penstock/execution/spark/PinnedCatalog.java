package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableCatalogCapability;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableInfo;
import org.apache.spark.sql.connector.catalog.constraints.Check;
import org.apache.spark.sql.connector.catalog.constraints.Constraint;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Map$;

/**
 * The only catalog of a statement: a name that is not pinned does not exist, only a target can be
 * created or changed, and nothing can be listed. Spark makes an instance by reflection; {@link
 * #pin} then gives it the statement's tables.
 */
public final class PinnedCatalog
    implements StagingTableCatalog, FunctionCatalog, SupportsNamespaces {
  private String name = "";
  private @Nullable SparkSession session;
  private @Nullable PinnedSnapshots snapshots;
  private final Map<String, TablePin> pins = new HashMap<>();
  private final Map<String, TablePin> files = new HashMap<>();
  private final Map<String, PinnedTable> tables = new HashMap<>();
  private final Map<String, ResolvedTable> resolvedTables = new HashMap<>();
  private @Nullable TargetTables targets;

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
      if (pin.isFiles()) {
        files.put(filesKey(table.schema(), table.table()), pin);
        continue;
      }
      pins.put(key(table.catalog(), table.schema(), table.table()), pin);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<TableCatalogCapability> capabilities() {
    return Set.of(
        TableCatalogCapability.SUPPORT_COLUMN_DEFAULT_VALUE,
        TableCatalogCapability.SUPPORT_TABLE_CONSTRAINT,
        TableCatalogCapability.SUPPORTS_CREATE_TABLE_WITH_GENERATED_COLUMNS,
        TableCatalogCapability.SUPPORTS_CREATE_TABLE_WITH_IDENTITY_COLUMNS);
  }

  @Override
  public Table loadTable(Identifier ident) throws NoSuchTableException {
    TablePin pin = find(ident);
    if (pin == null || session == null) {
      throw new NoSuchTableException(ident);
    }
    if (pin.isTarget()) {
      return target(session, pin, ident);
    }
    return pin.files().isPresent()
        ? resolved(session, pin, pin.files().get())
        : table(pin, pin.version(), snapshots().at(session, pin.location(), pin.version()));
  }

  private Table resolved(SparkSession session, TablePin pin, TableFiles files) {
    return resolvedTables.computeIfAbsent(
        pin.location(), location -> new ResolvedTable(session, pin, files));
  }

  @Override
  public Table loadTable(Identifier ident, String version) throws NoSuchTableException {
    TablePin pin = existing(ident);
    long asked;
    try {
      asked = Long.parseLong(version.strip());
    } catch (NumberFormatException e) {
      throw new PenstockException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "'" + version + "' is not a version of a Delta table: use a whole number from 0.",
          e);
    }
    return atVersion(pin, asked);
  }

  /**
   * @param timestamp microseconds since 1970-01-01 00:00 UTC
   */
  @Override
  public Table loadTable(Identifier ident, long timestamp) throws NoSuchTableException {
    TablePin pin = existing(ident);
    return atVersion(pin, snapshots().versionAt(session(), pin.location(), timestamp));
  }

  private PinnedTable atVersion(TablePin pin, long version) {
    return table(pin, version, snapshots().existing(session(), pin.location(), version));
  }

  private PinnedTable table(TablePin pin, long version, Snapshot snapshot) {
    return tables.computeIfAbsent(
        pin.location() + "@" + version,
        key -> new PinnedTable(session(), pin.name().toSql(), pin.location(), snapshot));
  }

  private static Table target(SparkSession session, TablePin pin, Identifier ident)
      throws NoSuchTableException {
    DeltaTableV2 table =
        new DeltaTableV2(
            session,
            new Path(pin.location()),
            Option.empty(),
            new Some<>(pin.name().toSql()),
            Option.empty(),
            Map$.MODULE$.empty());
    if (!table.tableExists()) {
      throw new NoSuchTableException(ident);
    }
    return table;
  }

  private SparkSession session() {
    if (session == null) {
      throw new IllegalStateException("the catalog has no pins yet");
    }
    return session;
  }

  private PinnedSnapshots snapshots() {
    if (snapshots == null) {
      throw new IllegalStateException("the catalog has no pins yet");
    }
    return snapshots;
  }

  private TablePin existing(Identifier ident) throws NoSuchTableException {
    TablePin pin = find(ident);
    if (pin == null) {
      throw new NoSuchTableException(ident);
    }
    return pin;
  }

  private @Nullable TablePin find(Identifier ident) {
    String key = key(ident);
    return key == null ? null : pins.get(key);
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

  /** Names match without regard to case, but a name may be a path. */
  private static String key(String catalog, String schema, String table) {
    String front = new TableName(catalog, schema, "").toSql().toLowerCase(Locale.ROOT);
    return front + (table.indexOf('/') >= 0 ? table : table.toLowerCase(Locale.ROOT));
  }

  private static String filesKey(String format, String path) {
    return format.toLowerCase(Locale.ROOT) + " " + path;
  }

  /** The data files of a format that the statement names by this path, if it may read them. */
  Optional<TablePin> files(String format, String path) {
    return Optional.ofNullable(files.get(filesKey(format, path)));
  }

  /** The table that the statement changes, if it is one. */
  Optional<TablePin> onlyTarget() {
    List<TablePin> all = pins.values().stream().filter(TablePin::isTarget).toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** Delta's name for a target. */
  private Identifier location(Identifier ident) {
    TablePin pin = find(ident);
    if (pin == null || !pin.isTarget()) {
      throw readOnly();
    }
    return TargetTables.at(pin.location());
  }

  private TargetTables targets() {
    TargetTables known = targets;
    if (known == null) {
      known = TargetTables.of(session());
      targets = known;
    }
    return known;
  }

  /** The location is the pin's business, whatever the text says: it was checked before. */
  private static Map<String, String> withoutLocation(Map<String, String> properties) {
    Map<String, String> rest = new HashMap<>(properties);
    rest.remove(TableCatalog.PROP_LOCATION);
    rest.remove(TableCatalog.PROP_EXTERNAL);
    return rest;
  }

  private boolean exists(Identifier target) {
    return DeltaLog.forTable(session(), new Path(location(target).name())).tableExists();
  }

  /** CHECK constraints as Delta keeps them; it knows no others. */
  private static Map<String, String> properties(TableInfo table) {
    Map<String, String> properties = new HashMap<>(table.properties());
    for (Constraint constraint : table.constraints()) {
      if (!(constraint instanceof Check check)) {
        throw new PenstockException(
            ErrorCode.UNSUPPORTED_FEATURE,
            "Delta tables have CHECK constraints only, and none as " + constraint.toDDL() + ".");
      }
      String key = "delta.constraints." + check.name().toLowerCase(Locale.ROOT);
      if (properties.putIfAbsent(key, check.predicateSql()) != null) {
        throw new PenstockException(
            new Failure(
                ErrorCode.ENGINE_REJECTED,
                "CONSTRAINT_ALREADY_EXISTS",
                "42710",
                "The table would have two constraints of the name "
                    + check.name()
                    + ". Rename one.",
                Optional.empty()),
            null);
      }
    }
    return properties;
  }

  @Override
  public Table createTable(Identifier ident, TableInfo table) {
    return createTable(ident, table.columns(), table.partitions(), properties(table));
  }

  @Override
  public StagedTable stageCreate(Identifier ident, TableInfo table) {
    return stageCreate(ident, table.columns(), table.partitions(), properties(table));
  }

  @Override
  public StagedTable stageReplace(Identifier ident, TableInfo table) {
    return stageReplace(ident, table.columns(), table.partitions(), properties(table));
  }

  @Override
  public StagedTable stageCreateOrReplace(Identifier ident, TableInfo table) {
    return stageCreateOrReplace(ident, table.columns(), table.partitions(), properties(table));
  }

  @Override
  public Table createTable(
      Identifier ident, Column[] columns, Transform[] partitions, Map<String, String> properties) {
    return targets().createTable(location(ident), columns, partitions, withoutLocation(properties));
  }

  @Override
  @Deprecated
  public Table createTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    return targets().createTable(location(ident), schema, partitions, withoutLocation(properties));
  }

  @Override
  public StagedTable stageCreate(
      Identifier ident, Column[] columns, Transform[] partitions, Map<String, String> properties) {
    return targets().stageCreate(location(ident), columns, partitions, withoutLocation(properties));
  }

  @Override
  public StagedTable stageReplace(
      Identifier ident, Column[] columns, Transform[] partitions, Map<String, String> properties) {
    return targets()
        .stageReplace(location(ident), columns, partitions, withoutLocation(properties));
  }

  /** Delta takes CREATE OR REPLACE of a path for CREATE, and wants the columns that are there. */
  @Override
  public StagedTable stageCreateOrReplace(
      Identifier ident, Column[] columns, Transform[] partitions, Map<String, String> properties) {
    return exists(ident)
        ? stageReplace(ident, columns, partitions, properties)
        : stageCreate(ident, columns, partitions, properties);
  }

  @Override
  public Table alterTable(Identifier ident, TableChange... changes) {
    return targets().alterTable(location(ident), changes);
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

  private static PenstockException readOnly() {
    return new PenstockException(
        ErrorCode.UNSUPPORTED_FEATURE, "The statement would change what is not its target.");
  }
}
