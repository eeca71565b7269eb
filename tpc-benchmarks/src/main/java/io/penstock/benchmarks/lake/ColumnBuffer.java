package io.penstock.benchmarks.lake;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import java.math.BigDecimal;

/**
 * One column of a batch, filled row by row and then read by the Parquet writer. TPC-H has no nulls.
 * Not thread-safe; its arrays are used again for the next batch.
 *
 * @param <E> the table's rows
 */
abstract class ColumnBuffer<E extends TpchEntity> implements ColumnVector {
  static final DecimalType MONEY = new DecimalType(15, 2);

  private final TpchColumn<E> source;
  private final DataType type;
  private int size;

  private ColumnBuffer(TpchColumn<E> source, DataType type) {
    this.source = source;
    this.type = type;
  }

  /** The type that a generator's column has in the lake. */
  static DataType lakeType(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> LongType.LONG;
      case INTEGER -> IntegerType.INTEGER;
      case DATE -> DateType.DATE;
      case DOUBLE -> MONEY;
      case VARCHAR -> StringType.STRING;
    };
  }

  static <E extends TpchEntity> ColumnBuffer<E> of(TpchColumn<E> column, int capacity) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> new Longs<>(column, capacity);
      case INTEGER, DATE -> new Ints<>(column, capacity);
      case DOUBLE -> new Decimals<>(column, capacity);
      case VARCHAR -> new Strings<>(column, capacity);
    };
  }

  /** Takes this column's value of a row into a place; places are filled in order. */
  final void set(int rowId, E row) {
    store(rowId, source, row);
    size = rowId + 1;
  }

  abstract void store(int rowId, TpchColumn<E> column, E row);

  @Override
  public final DataType getDataType() {
    return type;
  }

  @Override
  public final int getSize() {
    return size;
  }

  @Override
  public final boolean isNullAt(int rowId) {
    return false;
  }

  @Override
  public final void close() {}

  private static final class Longs<E extends TpchEntity> extends ColumnBuffer<E> {
    private final long[] values;

    Longs(TpchColumn<E> source, int capacity) {
      super(source, lakeType(source));
      values = new long[capacity];
    }

    @Override
    void store(int rowId, TpchColumn<E> column, E row) {
      values[rowId] = column.getIdentifier(row);
    }

    @Override
    public long getLong(int rowId) {
      return values[rowId];
    }
  }

  /** Integers, and dates as days since 1970-01-01. */
  private static final class Ints<E extends TpchEntity> extends ColumnBuffer<E> {
    private final int[] values;
    private final boolean dates;

    Ints(TpchColumn<E> source, int capacity) {
      super(source, lakeType(source));
      values = new int[capacity];
      dates = lakeType(source) instanceof DateType;
    }

    @Override
    void store(int rowId, TpchColumn<E> column, E row) {
      values[rowId] = dates ? column.getDate(row) : column.getInteger(row);
    }

    @Override
    public int getInt(int rowId) {
      return values[rowId];
    }
  }

  /** The generator's doubles are whole hundredths, so that rounding gives them back exactly. */
  private static final class Decimals<E extends TpchEntity> extends ColumnBuffer<E> {
    private final long[] hundredths;

    Decimals(TpchColumn<E> source, int capacity) {
      super(source, lakeType(source));
      hundredths = new long[capacity];
    }

    @Override
    void store(int rowId, TpchColumn<E> column, E row) {
      hundredths[rowId] = Math.round(column.getDouble(row) * 100);
    }

    @Override
    public BigDecimal getDecimal(int rowId) {
      return BigDecimal.valueOf(hundredths[rowId], MONEY.getScale());
    }
  }

  private static final class Strings<E extends TpchEntity> extends ColumnBuffer<E> {
    private final String[] values;

    Strings(TpchColumn<E> source, int capacity) {
      super(source, lakeType(source));
      values = new String[capacity];
    }

    @Override
    void store(int rowId, TpchColumn<E> column, E row) {
      values[rowId] = column.getString(row);
    }

    @Override
    public String getString(int rowId) {
      return values[rowId];
    }
  }
}
