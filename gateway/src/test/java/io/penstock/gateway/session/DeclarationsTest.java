package io.penstock.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.ResultStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final Declarations declarations = new Declarations();

  @AfterEach
  void close() {
    allocator.close();
  }

  @Test
  void keepsThemInTheOrderOfTheirDeclaration() {
    change(row("variable x", "DECLARE x"), row("variable x", "SET x = 1"));
    change(row("function f", "CREATE f"));
    change(row("variable x", "DECLARE x"), row("variable x", "SET x = 2"));
    assertThat(declarations.forEngine().values())
        .containsExactly("DECLARE x", "SET x = 2", "CREATE f");
    assertThat(declarations.forEngine().keySet())
        .containsExactly(
            "penstock.declare.00000", "penstock.declare.00001", "penstock.declare.00002");
  }

  @Test
  void forgetsWhatWasDropped() {
    change(row("variable x", "DECLARE x"), row("variable y", "DECLARE y"));
    change(row("variable x", null));
    assertThat(declarations.forEngine().values()).containsExactly("DECLARE y");
  }

  @Test
  void refusesMoreThanCanBeSentWithEveryStatement() {
    change(row("variable x", "DECLARE x"));
    assertThatThrownBy(() -> change(row("variable y", "y".repeat(300_000))))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("more than 262144 characters");
    assertThat(declarations.forEngine().values()).containsExactly("DECLARE x");
  }

  private record Row(String key, @Nullable String text) {}

  private static Row row(String key, @Nullable String text) {
    return new Row(key, text);
  }

  private void change(Row... rows) {
    try (Texts texts = new Texts(List.of(rows), allocator)) {
      declarations.change(texts);
    }
  }

  private static final class Texts implements ResultStream {
    private final VectorSchemaRoot root;
    private boolean read;

    Texts(List<Row> rows, BufferAllocator allocator) {
      root =
          VectorSchemaRoot.create(
              new Schema(
                  List.of(
                      Field.notNullable("key", ArrowType.Utf8.INSTANCE),
                      Field.nullable("text", ArrowType.Utf8.INSTANCE))),
              allocator);
      VarCharVector keys = (VarCharVector) root.getVector(0);
      VarCharVector texts = (VarCharVector) root.getVector(1);
      for (int i = 0; i < rows.size(); i++) {
        keys.setSafe(i, rows.get(i).key().getBytes(StandardCharsets.UTF_8));
        String text = rows.get(i).text();
        if (text == null) {
          texts.setNull(i);
        } else {
          texts.setSafe(i, text.getBytes(StandardCharsets.UTF_8));
        }
      }
      root.setRowCount(rows.size());
    }

    @Override
    public Schema schema() {
      return root.getSchema();
    }

    @Override
    public boolean next() {
      boolean first = !read;
      read = true;
      return first;
    }

    @Override
    public VectorSchemaRoot batch() {
      return root;
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {
      root.close();
    }
  }
}
