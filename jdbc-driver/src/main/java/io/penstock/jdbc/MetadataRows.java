package io.penstock.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a metadata result.
 *
 * <p>Columns are described in one text, {@code "NAME:type,NAME:type"}, where the type is s (text),
 * i (INT), h (SMALLINT) or b (BOOLEAN).
 */
final class MetadataRows {

  private final Schema schema;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  MetadataRows(String columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns.split(",")) {
      int colon = column.indexOf(':');
      fields.add(Field.nullable(column.substring(0, colon), type(column.charAt(colon + 1))));
    }
    this.schema = new Schema(fields);
  }

  private static ArrowType type(char code) {
    return switch (code) {
      case 's' -> ArrowType.Utf8.INSTANCE;
      case 'i' -> new ArrowType.Int(32, true);
      case 'h' -> new ArrowType.Int(16, true);
      case 'b' -> ArrowType.Bool.INSTANCE;
      default -> throw new IllegalArgumentException("type " + code);
    };
  }

  Schema schema() {
    return schema;
  }

  void add(@Nullable Object... row) {
    if (row.length != schema.getFields().size()) {
      throw new IllegalArgumentException(row.length + " values for " + schema);
    }
    rows.add(row);
  }

  /** Sorts by text columns, NULL first. */
  void sortBy(int... columns) {
    rows.sort(
        (left, right) -> {
          for (int column : columns) {
            int order =
                Comparator.nullsFirst(Comparator.<String>naturalOrder())
                    .compare((String) left[column], (String) right[column]);
            if (order != 0) {
              return order;
            }
          }
          return 0;
        });
  }

  /** The rows as a batch; the caller closes it. */
  VectorSchemaRoot toBatch(BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
    try {
      for (int row = 0; row < rows.size(); row++) {
        @Nullable Object[] values = rows.get(row);
        for (int column = 0; column < values.length; column++) {
          set(root.getVector(column), row, values[column]);
        }
      }
      root.setRowCount(rows.size());
      return root;
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (vector instanceof VarCharVector text) {
      text.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof IntVector number) {
      number.setSafe(row, ((Number) value).intValue());
    } else if (vector instanceof SmallIntVector number) {
      number.setSafe(row, ((Number) value).intValue());
    } else {
      ((BitVector) vector).setSafe(row, (Boolean) value ? 1 : 0);
    }
  }
}
