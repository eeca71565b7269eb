package io.penstock.jdbc.column;

import java.sql.SQLException;
import java.util.HexFormat;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** BINARY; as text it is upper-case hexadecimal. */
final class BinaryAccessor extends ColumnAccessor {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final FieldVector vector;

  BinaryAccessor(FieldVector vector, RowPosition position) {
    super(vector, position);
    this.vector = vector;
  }

  @Override
  public byte @Nullable [] getBytes() throws SQLException {
    int row = valueRow();
    return row < 0 ? null : (byte[]) vector.getObject(row);
  }

  @Override
  public @Nullable Object getObject() throws SQLException {
    return getBytes();
  }

  @Override
  public @Nullable String getString() throws SQLException {
    byte[] bytes = getBytes();
    return bytes == null ? null : HEX.formatHex(bytes);
  }
}
