package io.penstock.jdbc.column;

import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.MapVector;
import org.jspecify.annotations.Nullable;

/** MAP, as an unmodifiable {@link Map} in the value's order; as text it is JSON. */
final class MapAccessor extends ColumnAccessor {

  private final MapVector vector;
  private final RowPosition entryPosition = new RowPosition();
  private final ColumnAccessor keys;
  private final ColumnAccessor values;

  MapAccessor(MapVector vector, RowPosition position) {
    super(vector, position);
    this.vector = vector;
    List<FieldVector> entry = vector.getDataVector().getChildrenFromFields();
    this.keys = ColumnAccessor.of(entry.get(0), entryPosition);
    this.values = ColumnAccessor.of(entry.get(1), entryPosition);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    int end = vector.getElementEndIndex(row);
    for (int i = vector.getElementStartIndex(row); i < end; i++) {
      entryPosition.moveTo(i);
      entries.put(keys.getObject(), values.getObject());
    }
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public @Nullable String getString() throws SQLException {
    Object value = getObject();
    return value == null ? null : JsonText.of(value);
  }
}
