package io.penstock.jdbc.column;

import java.sql.SQLException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** VARIANT, as JSON. */
final class VariantAccessor extends ColumnAccessor {
  private final FieldVector value;
  private final FieldVector metadata;

  VariantAccessor(StructVector vector, RowPosition position) {
    super(vector, position);
    this.value = vector.getChild("value");
    this.metadata = vector.getChild("metadata");
  }

  @Override
  public @Nullable String getString() throws SQLException {
    int row = valueRow();
    return row < 0
        ? null
        : VariantText.of((byte[]) value.getObject(row), (byte[]) metadata.getObject(row));
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getString();
  }
}
