package io.penstock.odbc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** One row of every type, and one of nulls. */
final class TestTypes {
  static final Instant INSTANT = Instant.parse("2026-07-01T10:11:12.345678Z");
  static final LocalDate DATE = LocalDate.of(2026, 2, 28);

  static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("bool", ArrowType.Bool.INSTANCE),
              Field.nullable("tiny", new ArrowType.Int(8, true)),
              Field.nullable("small", new ArrowType.Int(16, true)),
              Field.nullable("int", new ArrowType.Int(32, true)),
              Field.nullable("big", new ArrowType.Int(64, true)),
              Field.nullable("float", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
              Field.nullable("double", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
              Field.nullable("dec", new ArrowType.Decimal(15, 2, 128)),
              Field.nullable("text", ArrowType.Utf8.INSTANCE),
              Field.nullable("date", new ArrowType.Date(DateUnit.DAY)),
              Field.nullable("instant", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
              Field.nullable("local", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
              Field.nullable("bytes", ArrowType.Binary.INSTANCE),
              new Field(
                  "list",
                  FieldType.nullable(ArrowType.List.INSTANCE),
                  List.of(Field.nullable("element", new ArrowType.Int(32, true))))));

  private TestTypes() {}

  static VectorSchemaRoot batch(BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
    root.allocateNew();
    long micros = INSTANT.getEpochSecond() * 1_000_000 + INSTANT.getNano() / 1000;
    ((BitVector) root.getVector("bool")).setSafe(0, 1);
    ((TinyIntVector) root.getVector("tiny")).setSafe(0, -7);
    ((SmallIntVector) root.getVector("small")).setSafe(0, 300);
    ((IntVector) root.getVector("int")).setSafe(0, -70_000);
    ((BigIntVector) root.getVector("big")).setSafe(0, Long.MAX_VALUE);
    ((Float4Vector) root.getVector("float")).setSafe(0, 1.5f);
    ((Float8Vector) root.getVector("double")).setSafe(0, Double.NEGATIVE_INFINITY);
    ((DecimalVector) root.getVector("dec")).setSafe(0, new BigDecimal("-1234567890123.40"));
    ((VarCharVector) root.getVector("text")).setSafe(0, "grüß 😀".getBytes(StandardCharsets.UTF_8));
    ((DateDayVector) root.getVector("date")).setSafe(0, (int) DATE.toEpochDay());
    ((TimeStampMicroTZVector) root.getVector("instant")).setSafe(0, micros);
    ((TimeStampMicroVector) root.getVector("local")).setSafe(0, micros);
    ((VarBinaryVector) root.getVector("bytes")).setSafe(0, new byte[] {0, (byte) 0xfe});
    UnionListWriter list = ((ListVector) root.getVector("list")).getWriter();
    list.setPosition(0);
    list.startList();
    list.writeInt(1);
    list.writeInt(2);
    list.endList();
    list.setValueCount(1);
    for (FieldVector vector : root.getFieldVectors()) {
      if (!(vector instanceof ListVector)) {
        vector.setNull(1);
      }
    }
    root.setRowCount(2);
    return root;
  }
}
