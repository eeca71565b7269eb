package io.penstock.planner.validate;

import io.penstock.planner.catalog.TemporaryView;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/** Resolves names from the current catalog and schema, and the types that only Spark has. */
final class StatementCatalogReader extends CalciteCatalogReader {
  StatementCatalogReader(
      CalciteSchema root, String catalog, String schema, RelDataTypeFactory typeFactory) {
    super(
        root,
        SqlNameMatchers.withCaseSensitive(false),
        List.of(
            List.of(TemporaryView.CATALOG, TemporaryView.SCHEMA),
            List.of(catalog, schema),
            List.of(catalog),
            List.of()),
        typeFactory,
        CalciteConnectionConfig.DEFAULT);
  }

  @Override
  public @Nullable RelDataType getNamedType(SqlIdentifier typeName) {
    if (!typeName.isSimple()) {
      return null;
    }
    return switch (typeName.getSimple().toUpperCase(Locale.ROOT)) {
      case "STRING" -> create(SqlTypeName.VARCHAR);
      case "LONG" -> create(SqlTypeName.BIGINT);
      case "SHORT" -> create(SqlTypeName.SMALLINT);
      case "BYTE" -> create(SqlTypeName.TINYINT);
      case "BINARY" -> create(SqlTypeName.VARBINARY);
      case "DEC", "NUMERIC" -> create(SqlTypeName.DECIMAL);
      case "DATE" -> create(SqlTypeName.DATE);
      case "TIMESTAMP", "TIMESTAMP_LTZ" -> create(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
      case "TIMESTAMP_NTZ" -> create(SqlTypeName.TIMESTAMP);
      case "VOID" -> create(SqlTypeName.NULL);
      default -> null;
    };
  }

  private RelDataType create(SqlTypeName type) {
    return getTypeFactory().createSqlType(type);
  }
}
