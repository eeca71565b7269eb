package io.penstock.planner;

import io.penstock.planner.PlannedCommand.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Builds an answer row by row. */
final class AnswerRows {
  private final Schema schema;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private AnswerRows(Schema schema) {
    this.schema = schema;
  }

  /** Of texts that are all there. */
  static AnswerRows texts(String... columns) {
    List<Field> fields =
        Arrays.stream(columns).map(c -> Field.notNullable(c, ArrowType.Utf8.INSTANCE)).toList();
    return new AnswerRows(new Schema(fields));
  }

  static AnswerRows of(Field... columns) {
    return new AnswerRows(new Schema(List.of(columns)));
  }

  static Field text(String name) {
    return Field.notNullable(name, ArrowType.Utf8.INSTANCE);
  }

  static Field flag(String name) {
    return Field.notNullable(name, ArrowType.Bool.INSTANCE);
  }

  AnswerRows row(@Nullable Object... values) {
    rows.add(Arrays.asList(values));
    return this;
  }

  Answer answer() {
    return new Answer(schema, rows);
  }
}
