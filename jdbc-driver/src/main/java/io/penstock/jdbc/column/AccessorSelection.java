package io.penstock.jdbc.column;

import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/** Which accessor reads which vector: the whole list of supported types. */
final class AccessorSelection {

  private static final long MILLIS_PER_DAY = 86_400_000L;

  private AccessorSelection() {}

  static ColumnAccessor select(FieldVector vector, RowPosition position) {
    if (vector instanceof VarCharVector text) {
      return TextAccessor.reading(text, position);
    } else if (vector instanceof BigIntVector v) {
      return new WholeNumberAccessor(v, position, v::get);
    } else if (vector instanceof IntVector v) {
      return new WholeNumberAccessor(v, position, v::get);
    } else if (vector instanceof SmallIntVector v) {
      return new WholeNumberAccessor(v, position, v::get);
    } else if (vector instanceof TinyIntVector v) {
      return new WholeNumberAccessor(v, position, v::get);
    } else if (vector instanceof UInt8Vector v) {
      return DecimalAccessor.reading(v, position);
    } else if (vector instanceof BaseIntVector v) {
      return new WholeNumberAccessor(vector, position, v::getValueAsLong);
    } else if (vector instanceof DecimalVector v) {
      return DecimalAccessor.reading(v, position);
    } else if (vector instanceof Decimal256Vector v) {
      return DecimalAccessor.reading(v, position);
    } else if (vector instanceof Float8Vector v) {
      return new FloatingAccessor(v, position, v::get);
    } else if (vector instanceof Float4Vector v) {
      return new FloatingAccessor(v, position, v::get);
    } else if (vector instanceof Float2Vector v) {
      return new FloatingAccessor(v, position, v::getValueAsFloat);
    } else if (vector instanceof BitVector v) {
      return new BooleanAccessor(v, position);
    }
    return selectTemporal(vector, position);
  }

  private static ColumnAccessor selectTemporal(FieldVector vector, RowPosition position) {
    if (vector instanceof DateDayVector v) {
      return new DateAccessor(v, position, v::get);
    } else if (vector instanceof DateMilliVector v) {
      return new DateAccessor(v, position, row -> (int) Math.floorDiv(v.get(row), MILLIS_PER_DAY));
    } else if (vector instanceof TimeStampVector v) {
      return new TimestampAccessor(v, position);
    } else if (vector instanceof TimeSecVector v) {
      return new TimeAccessor(v, position, row -> v.get(row) * 1_000_000_000L);
    } else if (vector instanceof TimeMilliVector v) {
      return new TimeAccessor(v, position, row -> v.get(row) * 1_000_000L);
    } else if (vector instanceof TimeMicroVector v) {
      return new TimeAccessor(v, position, row -> v.get(row) * 1_000L);
    } else if (vector instanceof TimeNanoVector v) {
      return new TimeAccessor(v, position, v::get);
    }
    return selectOther(vector, position);
  }

  private static ColumnAccessor selectOther(FieldVector vector, RowPosition position) {
    return switch (vector.getField().getType().getTypeID()) {
      case Utf8, LargeUtf8, Utf8View -> TextAccessor.reading(vector, position);
      case Binary, LargeBinary, BinaryView, FixedSizeBinary -> new BinaryAccessor(vector, position);
      case Map -> new MapAccessor((MapVector) vector, position);
      case List -> array((ListVector) vector, position);
      case LargeList -> array((LargeListVector) vector, position);
      case FixedSizeList -> array((FixedSizeListVector) vector, position);
      case Struct ->
          ColumnType.isVariant(vector.getField())
              ? new VariantAccessor((StructVector) vector, position)
              : new StructAccessor((StructVector) vector, position);
      case Interval, Duration, Null -> new IntervalAccessor(vector, position);
      default ->
          throw new IllegalArgumentException(
              "Column "
                  + vector.getField().getName()
                  + " has a type that this driver cannot read: "
                  + vector.getField().getType());
    };
  }

  private static ColumnAccessor array(ListVector vector, RowPosition position) {
    return new ArrayAccessor(
        vector, position, vector::getElementStartIndex, vector::getElementEndIndex);
  }

  private static ColumnAccessor array(LargeListVector vector, RowPosition position) {
    return new ArrayAccessor(
        vector,
        position,
        row -> Math.toIntExact(vector.getElementStartIndex(row)),
        row -> Math.toIntExact(vector.getElementEndIndex(row)));
  }

  private static ColumnAccessor array(FixedSizeListVector vector, RowPosition position) {
    return new ArrayAccessor(
        vector, position, vector::getElementStartIndex, vector::getElementEndIndex);
  }
}
