package io.penstock.jdbc;

import io.penstock.jdbc.column.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.AvaticaDatabaseMetaData;
import org.jspecify.annotations.Nullable;

/** What the catalog holds and what the SQL dialect can do. Each list is one call to the server. */
final class PenstockDatabaseMetaData extends AvaticaDatabaseMetaData {

  private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

  private final FlightConnection connection;
  private @Nullable String serverVersion;

  PenstockDatabaseMetaData(FlightConnection connection) {
    super(connection);
    this.connection = connection;
  }

  // catalogs, schemas, tables, columns

  @Override
  public ResultSet getCatalogs() throws SQLException {
    MetadataRows rows = new MetadataRows("TABLE_CAT:s");
    for (@Nullable Object[] row :
        connection.rows(() -> connection.session().sql().getCatalogs(), "catalog_name")) {
      rows.add(row);
    }
    rows.sortBy(0);
    return connection.result(rows);
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    LikePattern schemas = LikePattern.of(schemaPattern);
    MetadataRows rows = new MetadataRows("TABLE_SCHEM:s,TABLE_CATALOG:s");
    for (@Nullable Object[] row :
        connection.rows(
            () -> connection.session().sql().getSchemas(catalog, schemas.superset()),
            "catalog_name",
            "db_schema_name")) {
      if (schemas.matches((String) row[1])) {
        rows.add(row[1], row[0]);
      }
    }
    rows.sortBy(1, 0);
    return connection.result(rows);
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    MetadataRows rows = new MetadataRows("TABLE_TYPE:s");
    for (@Nullable Object[] row :
        connection.rows(() -> connection.session().sql().getTableTypes(), "table_type")) {
      rows.add(row);
    }
    rows.sortBy(0);
    return connection.result(rows);
  }

  private List<@Nullable Object[]> tables(
      @Nullable String catalog,
      LikePattern schemas,
      LikePattern tables,
      @Nullable List<String> types,
      boolean withSchema)
      throws SQLException {
    String[] columns =
        withSchema
            ? new String[] {
              "catalog_name", "db_schema_name", "table_name", "table_type", "table_schema"
            }
            : new String[] {"catalog_name", "db_schema_name", "table_name", "table_type"};
    List<@Nullable Object[]> found =
        connection.rows(
            () ->
                connection
                    .session()
                    .sql()
                    .getTables(catalog, schemas.superset(), tables.superset(), types, withSchema),
            columns);
    found.removeIf(row -> !schemas.matches((String) row[1]) || !tables.matches((String) row[2]));
    return found;
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      String @Nullable [] types)
      throws SQLException {
    MetadataRows rows =
        new MetadataRows(
            "TABLE_CAT:s,TABLE_SCHEM:s,TABLE_NAME:s,TABLE_TYPE:s,REMARKS:s,TYPE_CAT:s,"
                + "TYPE_SCHEM:s,TYPE_NAME:s,SELF_REFERENCING_COL_NAME:s,REF_GENERATION:s");
    for (@Nullable Object[] row :
        tables(
            catalog,
            LikePattern.of(schemaPattern),
            LikePattern.of(tableNamePattern),
            types == null ? null : Arrays.asList(types),
            false)) {
      rows.add(row[0], row[1], row[2], row[3], null, null, null, null, null, null);
    }
    rows.sortBy(3, 0, 1, 2);
    return connection.result(rows);
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      @Nullable String columnNamePattern)
      throws SQLException {
    MetadataRows rows =
        new MetadataRows(
            "TABLE_CAT:s,TABLE_SCHEM:s,TABLE_NAME:s,COLUMN_NAME:s,DATA_TYPE:i,TYPE_NAME:s,"
                + "COLUMN_SIZE:i,BUFFER_LENGTH:i,DECIMAL_DIGITS:i,NUM_PREC_RADIX:i,NULLABLE:i,"
                + "REMARKS:s,COLUMN_DEF:s,SQL_DATA_TYPE:i,SQL_DATETIME_SUB:i,"
                + "CHAR_OCTET_LENGTH:i,ORDINAL_POSITION:i,IS_NULLABLE:s,SCOPE_CATALOG:s,"
                + "SCOPE_SCHEMA:s,SCOPE_TABLE:s,SOURCE_DATA_TYPE:h,IS_AUTOINCREMENT:s,"
                + "IS_GENERATEDCOLUMN:s");
    LikePattern columns = LikePattern.of(columnNamePattern);
    List<@Nullable Object[]> found =
        tables(
            catalog, LikePattern.of(schemaPattern), LikePattern.of(tableNamePattern), null, true);
    for (@Nullable Object[] table : found) {
      int ordinal = 0;
      for (Field field : schemaOf(table).getFields()) {
        ordinal++;
        if (columns.matches(field.getName())) {
          rows.add(describe(table, field, ordinal));
        }
      }
    }
    rows.sortBy(0, 1, 2);
    return connection.result(rows);
  }

  private static Schema schemaOf(@Nullable Object[] table) throws SQLException {
    byte[] bytes = (byte[]) table[4];
    if (bytes == null) {
      throw new SQLException("The server gave no columns of table " + table[2], "08P01");
    }
    try {
      return MessageSerializer.deserializeSchema(
          new ReadChannel(Channels.newChannel(new ByteArrayInputStream(bytes))));
    } catch (IOException e) {
      throw new SQLException(
          "The server's description of table " + table[2] + " cannot be read", "08P01", e);
    }
  }

  private static @Nullable Object[] describe(@Nullable Object[] table, Field field, int ordinal) {
    ColumnType type = ColumnType.of(field);
    boolean number = isNumber(type.jdbcType());
    boolean digits = number || type.jdbcType() == Types.TIMESTAMP;
    return new @Nullable Object[] {
      table[0],
      table[1],
      table[2],
      field.getName(),
      type.jdbcType(),
      type.name(),
      type.precision(),
      null,
      digits ? type.scale() : null,
      number ? 10 : null,
      Columns.nullability(field),
      new FlightSqlColumnMetadata(field.getMetadata()).getRemarks(),
      null,
      null,
      null,
      type.jdbcType() == Types.VARCHAR ? type.precision() : null,
      ordinal,
      field.isNullable() ? "YES" : "NO",
      null,
      null,
      null,
      null,
      "NO",
      "NO"
    };
  }

  private static boolean isNumber(int jdbcType) {
    return switch (jdbcType) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    MetadataRows rows =
        new MetadataRows(
            "TYPE_NAME:s,DATA_TYPE:i,PRECISION:i,LITERAL_PREFIX:s,LITERAL_SUFFIX:s,"
                + "CREATE_PARAMS:s,NULLABLE:h,CASE_SENSITIVE:b,SEARCHABLE:h,"
                + "UNSIGNED_ATTRIBUTE:b,FIXED_PREC_SCALE:b,AUTO_INCREMENT:b,LOCAL_TYPE_NAME:s,"
                + "MINIMUM_SCALE:h,MAXIMUM_SCALE:h,SQL_DATA_TYPE:i,SQL_DATETIME_SUB:i,"
                + "NUM_PREC_RADIX:i");
    addType(rows, "TINYINT", Types.TINYINT, 3, null, 0);
    addType(rows, "BIGINT", Types.BIGINT, 19, null, 0);
    addType(rows, "BINARY", Types.VARBINARY, Integer.MAX_VALUE, "X'", 0);
    addType(rows, "DECIMAL", Types.DECIMAL, 38, null, 38);
    addType(rows, "INT", Types.INTEGER, 10, null, 0);
    addType(rows, "SMALLINT", Types.SMALLINT, 5, null, 0);
    addType(rows, "FLOAT", Types.REAL, 7, null, 0);
    addType(rows, "DOUBLE", Types.DOUBLE, 15, null, 0);
    addType(rows, "STRING", Types.VARCHAR, Integer.MAX_VALUE, "'", 0);
    addType(rows, "BOOLEAN", Types.BOOLEAN, 1, null, 0);
    addType(rows, "DATE", Types.DATE, 10, "DATE '", 0);
    addType(rows, "TIMESTAMP", Types.TIMESTAMP, 26, "TIMESTAMP '", 6);
    addType(rows, "TIMESTAMP_NTZ", Types.TIMESTAMP, 26, "TIMESTAMP_NTZ '", 6);
    return connection.result(rows);
  }

  private static void addType(
      MetadataRows rows,
      String name,
      int jdbcType,
      int precision,
      @Nullable String prefix,
      int maxScale) {
    boolean number = isNumber(jdbcType);
    rows.add(
        name,
        jdbcType,
        precision,
        prefix,
        prefix == null ? null : "'",
        name.equals("DECIMAL") ? "precision,scale" : null,
        DatabaseMetaData.typeNullable,
        jdbcType == Types.VARCHAR,
        DatabaseMetaData.typeSearchable,
        !number,
        false,
        false,
        name,
        0,
        maxScale,
        null,
        null,
        number ? 10 : null);
  }

  // lists that are empty: Penstock has no keys, indexes, procedures and privileges

  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return connection.emptyResult(EmptyLists.PRIMARY_KEYS);
  }

  @Override
  public ResultSet getImportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return connection.emptyResult(EmptyLists.FOREIGN_KEYS);
  }

  @Override
  public ResultSet getExportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return connection.emptyResult(EmptyLists.FOREIGN_KEYS);
  }

  @Override
  public ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      @Nullable String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      @Nullable String foreignTable)
      throws SQLException {
    return connection.emptyResult(EmptyLists.FOREIGN_KEYS);
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    return connection.emptyResult(EmptyLists.INDEXES);
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    return connection.emptyResult(EmptyLists.ROW_IDENTIFIERS);
  }

  @Override
  public ResultSet getVersionColumns(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return connection.emptyResult(EmptyLists.ROW_IDENTIFIERS);
  }

  @Override
  public ResultSet getProcedures(
      @Nullable String catalog, @Nullable String schema, @Nullable String procedure)
      throws SQLException {
    return connection.emptyResult(EmptyLists.PROCEDURES);
  }

  @Override
  public ResultSet getProcedureColumns(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String procedure,
      @Nullable String column)
      throws SQLException {
    return connection.emptyResult(EmptyLists.PROCEDURE_COLUMNS);
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schema, @Nullable String function)
      throws SQLException {
    return connection.emptyResult(EmptyLists.FUNCTIONS);
  }

  @Override
  public ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String function,
      @Nullable String column)
      throws SQLException {
    return connection.emptyResult(EmptyLists.FUNCTION_COLUMNS);
  }

  @Override
  public ResultSet getTablePrivileges(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return connection.emptyResult(EmptyLists.TABLE_PRIVILEGES);
  }

  @Override
  public ResultSet getColumnPrivileges(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column)
      throws SQLException {
    return connection.emptyResult(EmptyLists.COLUMN_PRIVILEGES);
  }

  @Override
  public ResultSet getUDTs(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String type,
      int @Nullable [] types)
      throws SQLException {
    return connection.emptyResult(EmptyLists.USER_TYPES);
  }

  @Override
  public ResultSet getSuperTypes(
      @Nullable String catalog, @Nullable String schema, @Nullable String type)
      throws SQLException {
    return connection.emptyResult(EmptyLists.SUPER_TYPES);
  }

  @Override
  public ResultSet getSuperTables(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return connection.emptyResult(EmptyLists.SUPER_TABLES);
  }

  @Override
  public ResultSet getAttributes(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String type,
      @Nullable String attribute)
      throws SQLException {
    return connection.emptyResult(EmptyLists.ATTRIBUTES);
  }

  @Override
  public ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String column)
      throws SQLException {
    return connection.emptyResult(EmptyLists.PSEUDO_COLUMNS);
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return connection.emptyResult(EmptyLists.CLIENT_INFO);
  }

  // who and what

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public String getURL() {
    return connection.address();
  }

  @Override
  public @Nullable String getUserName() {
    return connection.user();
  }

  @Override
  public String getDatabaseProductName() {
    return PenstockDriver.PRODUCT;
  }

  @Override
  public synchronized String getDatabaseProductVersion() throws SQLException {
    String version = serverVersion;
    if (version == null) {
      version = askVersion();
      serverVersion = version;
    }
    return version;
  }

  private String askVersion() throws SQLException {
    StringBuilder found = new StringBuilder();
    connection.read(
        () -> connection.session().sql().getSqlInfo(SqlInfo.FLIGHT_SQL_SERVER_VERSION),
        batch -> {
          Object value = batch.getVector("value").getObject(0);
          found.append(value == null ? "" : value);
        });
    return found.toString();
  }

  private int versionPart(int part) throws SQLException {
    Matcher matcher = VERSION.matcher(getDatabaseProductVersion());
    return matcher.matches() && matcher.group(part) != null
        ? Integer.parseInt(matcher.group(part))
        : 0;
  }

  @Override
  public int getDatabaseMajorVersion() throws SQLException {
    return versionPart(1);
  }

  @Override
  public int getDatabaseMinorVersion() throws SQLException {
    return versionPart(2);
  }

  @Override
  public int getJDBCMajorVersion() {
    return 4;
  }

  @Override
  public int getJDBCMinorVersion() {
    return 3;
  }

  @Override
  public int getSQLStateType() {
    return DatabaseMetaData.sqlStateSQL;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public RowIdLifetime getRowIdLifetime() {
    return RowIdLifetime.ROWID_UNSUPPORTED;
  }

  // the dialect

  @Override
  public String getIdentifierQuoteString() {
    return "`";
  }

  @Override
  public String getExtraNameCharacters() {
    return "";
  }

  @Override
  public String getSQLKeywords() {
    return DialectWords.KEYWORDS;
  }

  @Override
  public String getNumericFunctions() {
    return DialectWords.NUMERIC_FUNCTIONS;
  }

  @Override
  public String getStringFunctions() {
    return DialectWords.STRING_FUNCTIONS;
  }

  @Override
  public String getSystemFunctions() {
    return DialectWords.SYSTEM_FUNCTIONS;
  }

  @Override
  public String getTimeDateFunctions() {
    return DialectWords.TIME_FUNCTIONS;
  }

  @Override
  public String getCatalogTerm() {
    return "catalog";
  }

  @Override
  public String getSchemaTerm() {
    return "schema";
  }

  @Override
  public String getCatalogSeparator() {
    return ".";
  }

  @Override
  public boolean isCatalogAtStart() {
    return true;
  }

  @Override
  public boolean nullsAreSortedLow() {
    return true;
  }

  @Override
  public boolean nullsAreSortedHigh() {
    return false;
  }

  @Override
  public boolean nullsAreSortedAtStart() {
    return false;
  }

  @Override
  public boolean nullsAreSortedAtEnd() {
    return false;
  }

  @Override
  public boolean storesMixedCaseIdentifiers() {
    return true;
  }

  @Override
  public boolean supportsMixedCaseIdentifiers() {
    return false;
  }

  @Override
  public boolean storesUpperCaseIdentifiers() {
    return false;
  }

  @Override
  public boolean storesLowerCaseIdentifiers() {
    return false;
  }

  @Override
  public boolean storesMixedCaseQuotedIdentifiers() {
    return true;
  }

  @Override
  public boolean supportsMixedCaseQuotedIdentifiers() {
    return false;
  }

  @Override
  public boolean storesUpperCaseQuotedIdentifiers() {
    return false;
  }

  @Override
  public boolean storesLowerCaseQuotedIdentifiers() {
    return false;
  }

  @Override
  public boolean supportsSchemasInDataManipulation() {
    return true;
  }

  @Override
  public boolean supportsSchemasInTableDefinitions() {
    return true;
  }

  @Override
  public boolean supportsCatalogsInDataManipulation() {
    return true;
  }

  @Override
  public boolean supportsCatalogsInTableDefinitions() {
    return true;
  }

  @Override
  public boolean supportsStoredProcedures() {
    return false;
  }

  @Override
  public boolean supportsConvert() {
    return false;
  }

  @Override
  public boolean supportsTransactions() {
    return false;
  }

  @Override
  public boolean supportsDataManipulationTransactionsOnly() {
    return false;
  }

  @Override
  public int getDefaultTransactionIsolation() {
    return Connection.TRANSACTION_NONE;
  }

  @Override
  public boolean supportsSelectForUpdate() {
    return false;
  }

  @Override
  public boolean supportsPositionedDelete() {
    return false;
  }

  @Override
  public boolean supportsPositionedUpdate() {
    return false;
  }

  @Override
  public boolean supportsBatchUpdates() {
    return true;
  }

  @Override
  public boolean supportsGetGeneratedKeys() {
    return false;
  }

  @Override
  public boolean supportsSavepoints() {
    return false;
  }

  @Override
  public boolean supportsResultSetType(int type) {
    return type == ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public boolean supportsResultSetConcurrency(int type, int concurrency) {
    return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public boolean supportsResultSetHoldability(int holdability) {
    return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public int getResultSetHoldability() {
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public boolean ownUpdatesAreVisible(int type) {
    return false;
  }

  @Override
  public boolean ownDeletesAreVisible(int type) {
    return false;
  }

  @Override
  public boolean ownInsertsAreVisible(int type) {
    return false;
  }

  @Override
  public boolean othersUpdatesAreVisible(int type) {
    return false;
  }

  @Override
  public boolean othersDeletesAreVisible(int type) {
    return false;
  }

  @Override
  public boolean othersInsertsAreVisible(int type) {
    return false;
  }

  @Override
  public boolean updatesAreDetected(int type) {
    return false;
  }

  @Override
  public boolean deletesAreDetected(int type) {
    return false;
  }

  @Override
  public boolean insertsAreDetected(int type) {
    return false;
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s at %s", PenstockDriver.PRODUCT, getURL());
  }
}
