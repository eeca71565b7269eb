package io.penstock.jdbc;

import io.penstock.jdbc.column.ColumnType;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** Arrow schemas in Avatica's words. */
final class Columns {

  private Columns() {}

  /** What Avatica wants to know of a statement. */
  static Meta.Signature signature(String sql, Schema result, Schema parameters) {
    List<ColumnMetaData> columns = new ArrayList<>();
    for (Field field : result.getFields()) {
      columns.add(column(columns.size(), field));
    }
    List<AvaticaParameter> described = new ArrayList<>();
    for (Field field : parameters.getFields()) {
      described.add(parameter(field));
    }
    return new Meta.Signature(
        columns, sql, described, null, Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
  }

  private static ColumnMetaData column(int ordinal, Field field) {
    ColumnType type = ColumnType.of(field);
    FlightSqlColumnMetadata source = new FlightSqlColumnMetadata(field.getMetadata());
    return new ColumnMetaData(
        ordinal,
        false,
        type.jdbcType() == Types.VARCHAR,
        true,
        false,
        nullability(field),
        type.signed(),
        type.displaySize(),
        field.getName(),
        field.getName(),
        orEmpty(source.getSchemaName()),
        type.precision(),
        type.scale(),
        orEmpty(source.getTableName()),
        orEmpty(source.getCatalogName()),
        ColumnMetaData.scalar(type.jdbcType(), type.name(), Rep.OBJECT),
        true,
        false,
        false,
        type.javaType() == byte[].class ? "[B" : type.javaType().getName());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static int nullability(Field field) {
    return field.isNullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls;
  }

  private static AvaticaParameter parameter(Field field) {
    ColumnType type = ParameterBatch.isUntyped(field) ? null : ColumnType.of(field);
    return type == null
        ? new AvaticaParameter(
            false, 0, 0, Types.OTHER, "ANY", Object.class.getName(), field.getName())
        : new AvaticaParameter(
            type.signed(),
            type.precision(),
            type.scale(),
            type.jdbcType(),
            type.name(),
            type.javaType().getName(),
            field.getName());
  }
}
