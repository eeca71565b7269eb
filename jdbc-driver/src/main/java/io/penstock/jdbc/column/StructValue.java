package io.penstock.jdbc.column;

import java.sql.Struct;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a STRUCT column, independent of its result set. */
final class StructValue implements Struct {

  private final String typeName;
  private final List<String> names;
  private final @Nullable Object[] values;

  StructValue(String typeName, List<String> names, @Nullable Object[] values) {
    this.typeName = typeName;
    this.names = List.copyOf(names);
    this.values = values;
  }

  @Override
  public String getSQLTypeName() {
    return typeName;
  }

  @Override
  public @Nullable Object[] getAttributes() {
    return values.clone();
  }

  @Override
  public @Nullable Object[] getAttributes(@Nullable Map<String, Class<?>> map) {
    return getAttributes();
  }

  Map<String, @Nullable Object> byName() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      members.put(names.get(i), values[i]);
    }
    return members;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StructValue that
        && names.equals(that.names)
        && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.deepHashCode(values);
  }

  /** The value as JSON. */
  @Override
  public String toString() {
    return JsonText.of(this);
  }
}
