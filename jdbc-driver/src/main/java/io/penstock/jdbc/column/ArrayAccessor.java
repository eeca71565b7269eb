package io.penstock.jdbc.column;

import java.sql.Array;
import java.sql.SQLException;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** ARRAY, as {@link java.sql.Array}; as text it is JSON. */
final class ArrayAccessor extends ColumnAccessor {

  private final IntUnaryOperator firstElement;
  private final IntUnaryOperator endOfElements;
  private final RowPosition elementPosition = new RowPosition();
  private final ColumnAccessor element;

  /**
   * @param firstElement from a row to the index of its first element in the vector of elements
   * @param endOfElements from a row to the index after its last element
   */
  ArrayAccessor(
      FieldVector vector,
      RowPosition position,
      IntUnaryOperator firstElement,
      IntUnaryOperator endOfElements) {
    super(vector, position);
    this.firstElement = firstElement;
    this.endOfElements = endOfElements;
    this.element = ColumnAccessor.of(vector.getChildrenFromFields().get(0), elementPosition);
  }

  @Override
  public @Nullable Array getArray() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    int start = firstElement.applyAsInt(row);
    @Nullable Object[] values = new Object[endOfElements.applyAsInt(row) - start];
    for (int i = 0; i < values.length; i++) {
      elementPosition.moveTo(start + i);
      values[i] = element.getObject();
    }
    return new ArrayValue(element.type(), values);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getArray();
  }

  @Override
  public @Nullable String getString() throws SQLException {
    Array array = getArray();
    return array == null ? null : array.toString();
  }
}
