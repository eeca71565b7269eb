package io.penstock.gateway.query;

import io.penstock.planner.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Holds the engine's analysed columns against the planned ones. */
final class SchemaGuard {
  private SchemaGuard() {}

  /** The differences in types, each as one line for a log; empty if there are none. */
  static List<String> differences(List<PlannedColumn> planned, Schema analysed) {
    List<Field> actual = analysed.getFields();
    if (planned.size() != actual.size()) {
      return List.of("planned " + planned.size() + " columns, analysed " + actual.size());
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      Field expected = planned.get(i).field();
      if (!sameType(expected, actual.get(i))) {
        differences.add(
            "column "
                + (i + 1)
                + " ("
                + expected.getName()
                + "): planned "
                + expected.getType()
                + ", analysed "
                + actual.get(i).getType());
      }
    }
    return differences;
  }

  /** The analysed columns under the names that the author gave; types are the engine's. */
  static Schema renamed(List<PlannedColumn> planned, Schema analysed) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < analysed.getFields().size(); i++) {
      Field field = analysed.getFields().get(i);
      PlannedColumn column = planned.get(i);
      String name = column.named() ? column.field().getName() : field.getName();
      FieldType type = new FieldType(field.isNullable(), field.getType(), field.getDictionary());
      fields.add(new Field(name, type, field.getChildren()));
    }
    return new Schema(fields);
  }

  private static boolean sameType(Field planned, Field actual) {
    if (!sameType(planned.getType(), actual.getType())
        || planned.getChildren().size() != actual.getChildren().size()) {
      return false;
    }
    for (int i = 0; i < planned.getChildren().size(); i++) {
      if (!sameType(planned.getChildren().get(i), actual.getChildren().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A zoned timestamp is an instant, whatever zone it is to be shown in. */
  private static boolean sameType(ArrowType planned, ArrowType actual) {
    if (planned instanceof ArrowType.Timestamp a && actual instanceof ArrowType.Timestamp b) {
      return a.getUnit() == b.getUnit() && (a.getTimezone() == null) == (b.getTimezone() == null);
    }
    return planned.equals(actual);
  }
}
