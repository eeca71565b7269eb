package io.penstock.benchmarks.lake;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import java.math.BigDecimal;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One column of a batch, filled value by value and then read by the Parquet writer. Not
 * thread-safe; it is cleared and filled again for the next batch.
 */
final class ColumnBuffer implements ColumnVector {
  private final DataType type;
  private final BitSet nulls = new BitSet();
  // one of the two holds the values, as the type is
  private final long[] numbers;
  private final @Nullable String[] texts;
  private int size;

  ColumnBuffer(DataType type, int capacity) {
    if (!(type instanceof IntegerType
        || type instanceof LongType
        || type instanceof DateType
        || type instanceof DecimalType
        || type instanceof StringType)) {
      throw new IllegalArgumentException("no generator makes values of type " + type);
    }
    this.type = type;
    boolean text = type instanceof StringType;
    this.numbers = new long[text ? 0 : capacity];
    this.texts = new String[text ? capacity : 0];
  }

  void clear() {
    size = 0;
    nulls.clear();
  }

  void addNull() {
    nulls.set(size++);
  }

  /** A whole number, days since 1970-01-01, or a decimal without its point. */
  void add(long number) {
    numbers[size++] = number;
  }

  void add(String text) {
    texts[size++] = text;
  }

  @Override
  public DataType getDataType() {
    return type;
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public boolean isNullAt(int rowId) {
    return nulls.get(rowId);
  }

  @Override
  public int getInt(int rowId) {
    return Math.toIntExact(numbers[rowId]);
  }

  @Override
  public long getLong(int rowId) {
    return numbers[rowId];
  }

  @Override
  public BigDecimal getDecimal(int rowId) {
    return BigDecimal.valueOf(numbers[rowId], ((DecimalType) type).getScale());
  }

  @Override
  public @Nullable String getString(int rowId) {
    return texts[rowId];
  }

  @Override
  public void close() {}
}
