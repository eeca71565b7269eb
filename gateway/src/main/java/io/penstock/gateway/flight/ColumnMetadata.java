package io.penstock.gateway.flight;

import io.penstock.execution.api.TableName;
import io.penstock.planner.types.ArrowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Adds to columns what Flight SQL's clients ask of them: type name, precision, scale, comment. */
final class ColumnMetadata {
  private ColumnMetadata() {}

  /** A table's columns with their metadata. */
  static Schema describe(TableName table, Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      FlightSqlColumnMetadata.Builder metadata =
          metadata(field)
              .catalogName(table.catalog())
              .schemaName(table.schema())
              .tableName(table.table());
      String comment = field.getMetadata().get("comment");
      if (comment != null) {
        metadata.remarks(comment);
      }
      fields.add(with(field, metadata));
    }
    return new Schema(fields);
  }

  /** A result's columns with their metadata. */
  static Schema describe(Schema schema) {
    return new Schema(
        schema.getFields().stream().map(field -> with(field, metadata(field))).toList());
  }

  private static FlightSqlColumnMetadata.Builder metadata(Field field) {
    FlightSqlColumnMetadata.Builder metadata =
        new FlightSqlColumnMetadata.Builder()
            .typeName(typeName(field))
            .isAutoIncrement(false)
            .isCaseSensitive(field.getType() instanceof ArrowType.Utf8)
            .isReadOnly(true)
            .isSearchable(true);
    if (field.getType() instanceof ArrowType.Decimal decimal) {
      metadata.precision(decimal.getPrecision()).scale(decimal.getScale());
    }
    return metadata;
  }

  private static Field with(Field field, FlightSqlColumnMetadata.Builder metadata) {
    FieldType type =
        new FieldType(
            field.isNullable(),
            field.getType(),
            field.getDictionary(),
            metadata.build().getMetadataMap());
    return new Field(field.getName(), type, field.getChildren());
  }

  /** Spark SQL's name of a type. */
  static String typeName(Field field) {
    ArrowType type = field.getType();
    if (type instanceof ArrowType.Int number) {
      return switch (number.getBitWidth()) {
        case 8 -> "TINYINT";
        case 16 -> "SMALLINT";
        case 32 -> "INT";
        default -> "BIGINT";
      };
    }
    if (type instanceof ArrowType.FloatingPoint number) {
      return number.getPrecision() == org.apache.arrow.vector.types.FloatingPointPrecision.SINGLE
          ? "FLOAT"
          : "DOUBLE";
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return timestamp.getTimezone() == null ? "TIMESTAMP_NTZ" : "TIMESTAMP";
    }
    if (type instanceof ArrowType.Duration || type instanceof ArrowType.Interval) {
      return "INTERVAL";
    }
    return switch (type.getTypeID()) {
      case Utf8 -> "STRING";
      case Decimal -> "DECIMAL";
      case Date -> "DATE";
      case Bool -> "BOOLEAN";
      case Binary -> "BINARY";
      case List -> "ARRAY";
      case Struct -> ArrowTypes.isVariant(field) ? "VARIANT" : "STRUCT";
      case Map -> "MAP";
      case Null -> "VOID";
      default -> type.getTypeID().name().toUpperCase(Locale.ROOT);
    };
  }
}
