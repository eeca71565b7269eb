package io.penstock.jdbc.column;

import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** STRUCT, as {@link java.sql.Struct}; as text it is JSON. */
final class StructAccessor extends ColumnAccessor {

  private final RowPosition memberPosition = new RowPosition();
  private final List<ColumnAccessor> members = new ArrayList<>();

  StructAccessor(StructVector vector, RowPosition position) {
    super(vector, position);
    for (FieldVector child : vector.getChildrenFromFields()) {
      members.add(ColumnAccessor.of(child, memberPosition));
    }
  }

  @Override
  public @Nullable Struct getStruct() throws SQLException {
    int row = valueRow();
    if (row < 0) {
      return null;
    }
    memberPosition.moveTo(row);
    List<String> names = new ArrayList<>(members.size());
    @Nullable Object[] values = new Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      names.add(members.get(i).name());
      values[i] = members.get(i).getObject();
    }
    return new StructValue(type().name(), names, values);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getStruct();
  }

  @Override
  public @Nullable String getString() throws SQLException {
    Struct struct = getStruct();
    return struct == null ? null : struct.toString();
  }
}
