package io.penstock.execution.spark;

import java.math.BigDecimal;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
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
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Copies the batches of a vectorised scan to Arrow, column by column, and puts them into the
 * statement's channel. For one thread; closed by whoever made it, before the writer leaves the
 * channel.
 */
final class ColumnWriter implements AutoCloseable {
  private static final int FIRST_ROWS = 256;

  private final ResultChannel channel;
  private final int partition;
  private final int[] ordinals;
  private final VectorSchemaRoot root;
  private int maxRows = FIRST_ROWS;

  ColumnWriter(ResultChannel channel, int partition, int[] ordinals) {
    this.channel = channel;
    this.partition = partition;
    this.ordinals = ordinals;
    this.root = VectorSchemaRoot.create(channel.schema(), channel.allocator());
  }

  /** Whether columns of this type can be copied. */
  static boolean supports(DataType type) {
    return type.equals(DataTypes.BooleanType)
        || type.equals(DataTypes.ByteType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.FloatType)
        || type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.DateType)
        || type.equals(DataTypes.TimestampType)
        || type.equals(DataTypes.TimestampNTZType)
        || type.equals(DataTypes.BinaryType)
        || type instanceof StringType
        || type instanceof DecimalType;
  }

  /**
   * Copies a batch, in slices of about the target size; waits for the reader.
   *
   * @return false if nobody reads any more
   */
  boolean write(ColumnarBatch batch) throws InterruptedException {
    int rows = batch.numRows();
    for (int from = 0; from < rows; ) {
      int count = Math.min(maxRows, rows - from);
      long bytes = copy(batch, from, count);
      maxRows =
          (int)
              Math.max(1, Math.min(BatchWriter.MAX_ROWS, BatchWriter.TARGET_BYTES * count / bytes));
      if (!channel.put(partition, takeBatch(count))) {
        return false;
      }
      from += count;
    }
    return true;
  }

  private ArrowRecordBatch takeBatch(int count) {
    root.setRowCount(count);
    ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
    root.clear();
    return batch;
  }

  private long copy(ColumnarBatch batch, int from, int count) {
    long bytes = 1;
    for (int i = 0; i < ordinals.length; i++) {
      ColumnVector source = batch.column(ordinals[i]);
      FieldVector target = root.getVector(i);
      if (target instanceof BaseVariableWidthVector texts) {
        bytes += copyTexts(source, texts, from, count);
      } else if (target instanceof BitVector bits) {
        copyBits(source, bits, from, count);
        bytes += count / 8;
      } else {
        BaseFixedWidthVector fixed = (BaseFixedWidthVector) target;
        copyFixed(source, fixed, from, count);
        bytes += (long) count * fixed.getTypeWidth();
      }
    }
    return bytes;
  }

  private static void copyBits(ColumnVector source, BitVector target, int from, int count) {
    target.allocateNew(count);
    for (int i = 0; i < count; i++) {
      if (source.isNullAt(from + i)) {
        target.setNull(i);
      } else {
        target.set(i, source.getBoolean(from + i) ? 1 : 0);
      }
    }
    target.setValueCount(count);
  }

  private static void copyFixed(
      ColumnVector source, BaseFixedWidthVector target, int from, int count) {
    target.allocateNew(count);
    copyValidity(source, target.getValidityBuffer(), from, count);
    ArrowBuf data = target.getDataBuffer();
    data.checkBytes(0, (long) count * target.getTypeWidth());
    long address = data.memoryAddress();
    if (target instanceof IntVector || target instanceof DateDayVector) {
      for (int i = 0; i < count; i++) {
        Platform.putInt(null, address + 4L * i, at(source, from + i) ? source.getInt(from + i) : 0);
      }
    } else if (target instanceof BigIntVector
        || target instanceof TimeStampMicroTZVector
        || target instanceof TimeStampMicroVector) {
      for (int i = 0; i < count; i++) {
        Platform.putLong(
            null, address + 8L * i, at(source, from + i) ? source.getLong(from + i) : 0);
      }
    } else if (target instanceof DecimalVector decimals) {
      copyDecimals(source, decimals, address, from, count);
    } else {
      copyRarer(source, target, address, from, count);
    }
    target.setValueCount(count);
  }

  private static boolean at(ColumnVector source, int row) {
    return !source.isNullAt(row);
  }

  private static void copyRarer(
      ColumnVector source, BaseFixedWidthVector target, long address, int from, int count) {
    for (int i = 0; i < count; i++) {
      int row = from + i;
      if (source.isNullAt(row)) {
        continue;
      }
      if (target instanceof Float8Vector) {
        Platform.putDouble(null, address + 8L * i, source.getDouble(row));
      } else if (target instanceof Float4Vector) {
        Platform.putFloat(null, address + 4L * i, source.getFloat(row));
      } else if (target instanceof SmallIntVector) {
        Platform.putShort(null, address + 2L * i, source.getShort(row));
      } else if (target instanceof TinyIntVector) {
        Platform.putByte(null, address + i, source.getByte(row));
      } else {
        throw new IllegalStateException("no copy to " + target.getClass().getName());
      }
    }
  }

  private static void copyDecimals(
      ColumnVector source, DecimalVector target, long address, int from, int count) {
    int precision = target.getPrecision();
    boolean asInt = precision <= Decimal.MAX_INT_DIGITS();
    if (source instanceof WritableColumnVector && precision <= Decimal.MAX_LONG_DIGITS()) {
      for (int i = 0; i < count; i++) {
        int row = from + i;
        long value = 0;
        if (!source.isNullAt(row)) {
          value = asInt ? source.getInt(row) : source.getLong(row);
        }
        Platform.putLong(null, address + 16L * i, value);
        Platform.putLong(null, address + 16L * i + 8, value >> 63);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!source.isNullAt(from + i)) {
        BigDecimal value =
            source.getDecimal(from + i, precision, target.getScale()).toJavaBigDecimal();
        target.set(i, value.setScale(target.getScale()));
      }
    }
  }

  private static void copyValidity(ColumnVector source, ArrowBuf validity, int from, int count) {
    if (!source.hasNull()) {
      validity.setOne(0, (count + 7L) / 8);
      return;
    }
    validity.setZero(0, validity.capacity());
    for (int i = 0; i < count; i++) {
      if (!source.isNullAt(from + i)) {
        BitVectorHelper.setBit(validity, i);
      }
    }
  }

  private static long copyTexts(
      ColumnVector source, BaseVariableWidthVector target, int from, int count) {
    boolean text = target instanceof VarCharVector;
    if (!text && !(target instanceof VarBinaryVector)) {
      throw new IllegalStateException("no copy to " + target.getClass().getName());
    }
    target.allocateNew(16L * count, count);
    copyValidity(source, target.getValidityBuffer(), from, count);
    ArrowBuf offsets = target.getOffsetBuffer();
    offsets.setInt(0, 0);
    offsets.checkBytes(0, 4L * (count + 1));
    long offsetAddress = offsets.memoryAddress();
    long capacity = target.getDataBuffer().capacity();
    long address = target.getDataBuffer().memoryAddress();
    int end = 0;
    for (int i = 0; i < count; i++) {
      int row = from + i;
      if (!source.isNullAt(row)) {
        UTF8String value =
            text ? source.getUTF8String(row) : UTF8String.fromBytes(source.getBinary(row));
        int length = value.numBytes();
        if (end + (long) length > capacity) {
          target.reallocDataBuffer(Math.max(2 * capacity, end + (long) length));
          capacity = target.getDataBuffer().capacity();
          address = target.getDataBuffer().memoryAddress();
        }
        value.writeToMemory(null, address + end);
        end += length;
      }
      Platform.putInt(null, offsetAddress + 4L * (i + 1), end);
    }
    target.setLastSet(count - 1);
    target.setValueCount(count);
    return end + 4L * count;
  }

  @Override
  public void close() {
    root.close();
  }
}
