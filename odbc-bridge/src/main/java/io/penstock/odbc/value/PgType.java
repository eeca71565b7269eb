package io.penstock.odbc.value;

import io.penstock.odbc.wire.ResultColumn;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** The types that this door speaks, under PostgreSQL's numbers ({@code pg_type.dat}). */
public enum PgType {
  BOOL(16, 1),
  BYTEA(17, -1),
  INT8(20, 8),
  INT2(21, 2),
  INT4(23, 4),
  TEXT(25, -1),
  FLOAT4(700, 4),
  FLOAT8(701, 8),
  VARCHAR(1043, -1),
  DATE(1082, 4),
  TIMESTAMP(1114, 8),
  TIMESTAMPTZ(1184, 8),
  NUMERIC(1700, -1);

  private final int oid;
  private final int length;

  PgType(int oid, int length) {
    this.oid = oid;
    this.length = length;
  }

  public int oid() {
    return oid;
  }

  /** The type of this number, or null. */
  public static @Nullable PgType of(int oid) {
    for (PgType type : values()) {
      if (type.oid == oid) {
        return type;
      }
    }
    // bpchar, name, "char": texts all of them
    return oid == 1042 || oid == 19 || oid == 18 ? TEXT : null;
  }

  /** The type that values of an Arrow type are sent as: TEXT for what PostgreSQL has no type of. */
  public static PgType of(ArrowType type) {
    if (type instanceof ArrowType.Int number) {
      return switch (number.getBitWidth()) {
        case 8, 16 -> INT2;
        case 32 -> INT4;
        default -> INT8;
      };
    }
    if (type instanceof ArrowType.FloatingPoint number) {
      return number.getPrecision() == FloatingPointPrecision.SINGLE ? FLOAT4 : FLOAT8;
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return timestamp.getTimezone() == null ? TIMESTAMP : TIMESTAMPTZ;
    }
    return switch (type.getTypeID()) {
      case Bool -> BOOL;
      case Decimal -> NUMERIC;
      case Date -> DATE;
      case Binary -> BYTEA;
      default -> TEXT;
    };
  }

  /** How a column is announced. */
  public static ResultColumn column(Field field, boolean binary) {
    PgType type = of(field.getType());
    int modifier =
        field.getType() instanceof ArrowType.Decimal decimal
            ? ((decimal.getPrecision() << 16) | decimal.getScale()) + 4
            : -1;
    return new ResultColumn(field.getName(), type.oid, type.length, modifier, binary);
  }

  /** How a column of texts is announced. */
  public static ResultColumn textColumn(String name, boolean binary) {
    return new ResultColumn(name, TEXT.oid, TEXT.length, -1, binary);
  }
}
