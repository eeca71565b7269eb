package io.penstock.jdbc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.*;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches for tests. */
public final class Samples {

  public static final Schema NUMBERS =
      new Schema(List.of(Field.notNullable("n", new ArrowType.Int(64, true))));

  private Samples() {}

  public static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  public static final ArrowType INT = new ArrowType.Int(32, true);

  public static final Schema ALL_TYPES =
      new Schema(
          List.of(
              field("bool", ArrowType.Bool.INSTANCE),
              field("int8", new ArrowType.Int(8, true)),
              field("int16", new ArrowType.Int(16, true)),
              field("int32", INT),
              Field.notNullable("int64", new ArrowType.Int(64, true)),
              field("float4", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
              field("float8", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
              field("dec", new ArrowType.Decimal(15, 2, 128)),
              field("dec38", new ArrowType.Decimal(38, 10, 128)),
              field("text", ArrowType.Utf8.INSTANCE),
              field("bin", ArrowType.Binary.INSTANCE),
              field("day", new ArrowType.Date(DateUnit.DAY)),
              field("ts", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "America/New_York")),
              field("ntz", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
              field("list", ArrowType.List.INSTANCE, field("element", INT)),
              field(
                  "struct",
                  ArrowType.Struct.INSTANCE,
                  field("a", INT),
                  field("b", ArrowType.Utf8.INSTANCE)),
              field(
                  "map",
                  new ArrowType.Map(false),
                  new Field(
                      MapVector.DATA_VECTOR_NAME,
                      FieldType.notNullable(ArrowType.Struct.INSTANCE),
                      List.of(
                          Field.notNullable(MapVector.KEY_NAME, ArrowType.Utf8.INSTANCE),
                          field(MapVector.VALUE_NAME, INT)))),
              field("months", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)),
              field("span", new ArrowType.Duration(TimeUnit.MICROSECOND)),
              field("nothing", ArrowType.Null.INSTANCE)));

  /** Without the types that parameters cannot have. */
  public static final Schema ALL_TYPES_FLAT = new Schema(ALL_TYPES.getFields().subList(0, 14));

  public static final LocalDateTime MOMENT = LocalDateTime.of(2024, 7, 5, 10, 11, 12, 123_456_000);

  public static long micros(LocalDateTime utc) {
    return utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + utc.getNano() / 1000;
  }

  /** Row 0 has values, row 1 has NULLs (and 0 in the column that cannot be NULL). */
  public static VectorSchemaRoot allTypes(BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(ALL_TYPES, allocator);
    root.getFieldVectors().forEach(FieldVector::allocateNew);
    ((BitVector) root.getVector("bool")).setSafe(0, 1);
    ((TinyIntVector) root.getVector("int8")).setSafe(0, -8);
    ((SmallIntVector) root.getVector("int16")).setSafe(0, 1600);
    ((IntVector) root.getVector("int32")).setSafe(0, -320_000);
    ((BigIntVector) root.getVector("int64")).setSafe(0, 6_400_000_000L);
    ((BigIntVector) root.getVector("int64")).setSafe(1, 0);
    ((Float4Vector) root.getVector("float4")).setSafe(0, 1.1f);
    ((Float8Vector) root.getVector("float8")).setSafe(0, 2.5);
    ((DecimalVector) root.getVector("dec")).setSafe(0, new BigDecimal("-12345.67"));
    ((DecimalVector) root.getVector("dec38"))
        .setSafe(0, new BigDecimal("-1234567890123456789012345678.0123456789"));
    ((VarCharVector) root.getVector("text")).setSafe(0, "grün 水".getBytes(StandardCharsets.UTF_8));
    ((VarBinaryVector) root.getVector("bin")).setSafe(0, new byte[] {(byte) 0xCA, (byte) 0xFE});
    ((DateDayVector) root.getVector("day"))
        .setSafe(0, (int) LocalDate.of(1998, 12, 1).toEpochDay());
    ((TimeStampMicroTZVector) root.getVector("ts")).setSafe(0, micros(MOMENT));
    ((TimeStampMicroVector) root.getVector("ntz")).setSafe(0, micros(MOMENT));
    UnionListWriter list = ((ListVector) root.getVector("list")).getWriter();
    list.setPosition(0);
    list.startList();
    list.integer().writeInt(1);
    list.integer().writeNull();
    list.integer().writeInt(3);
    list.endList();
    StructVector struct = (StructVector) root.getVector("struct");
    ((IntVector) struct.getChild("a")).setSafe(0, 7);
    ((VarCharVector) struct.getChild("b")).setSafe(0, "say \"x\"".getBytes(StandardCharsets.UTF_8));
    struct.setIndexDefined(0);
    UnionMapWriter map = ((MapVector) root.getVector("map")).getWriter();
    map.setPosition(0);
    map.startMap();
    map.startEntry();
    map.key().varChar().writeVarChar("k");
    map.value().integer().writeInt(9);
    map.endEntry();
    map.endMap();
    ((IntervalYearVector) root.getVector("months")).setSafe(0, 14);
    ((DurationVector) root.getVector("span")).setSafe(0, 93_784_500_000L);
    root.setRowCount(2);
    return root;
  }

  public static VectorSchemaRoot numbers(BufferAllocator allocator, long... values) {
    VectorSchemaRoot root = VectorSchemaRoot.create(NUMBERS, allocator);
    BigIntVector vector = (BigIntVector) root.getVector(0);
    for (int i = 0; i < values.length; i++) {
      vector.setSafe(i, values[i]);
    }
    root.setRowCount(values.length);
    return root;
  }
}
