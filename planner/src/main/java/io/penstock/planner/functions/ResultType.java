package io.penstock.planner.functions;

import io.penstock.planner.types.SparkTypeParser;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A result's type in terms of the arguments: a type as Spark writes it, in which {@code $1} is the
 * first argument's type, {@code $1.element}, {@code $1.key}, {@code $1.value} and {@code $1.first}
 * (a struct's first field) a part of it, {@code $2*} what all from the second on meet in, {@code
 * $1|$3} and {@code $1|int} what these two meet in, and {@code @sum} a rule of {@link TypeRules}.
 */
final class ResultType {
  private ResultType() {}

  /** The type without its nullability; null if these arguments have none. */
  static @Nullable RelDataType of(String template, SqlOperatorBinding call) {
    if (template.startsWith("@")) {
      return TypeRules.apply(template, call);
    }
    if (template.startsWith("$") && template.indexOf('<') < 0) {
      return reference(template, call);
    }
    return SparkTypeParser.parse(
            template,
            call.getTypeFactory(),
            word -> word.startsWith("@") ? TypeRules.apply(word, call) : reference(word, call))
        .orElse(null);
  }

  private static @Nullable RelDataType reference(String word, SqlOperatorBinding call) {
    if (word.indexOf('|') < 0 && !word.endsWith("*")) {
      return part(word, call);
    }
    List<RelDataType> types = new ArrayList<>();
    for (String path : word.split("\\|", -1)) {
      if (path.endsWith("*")) {
        String from = path.substring(1, path.length() - 1);
        for (int i = from.isEmpty() ? 0 : Integer.parseInt(from) - 1;
            i < call.getOperandCount();
            i++) {
          types.add(call.getOperandType(i));
        }
      } else {
        RelDataType part =
            path.startsWith("$")
                ? part(path, call)
                : SparkTypeParser.parse(path, call.getTypeFactory()).orElse(null);
        if (part == null) {
          return null;
        }
        types.add(part);
      }
    }
    return types.isEmpty()
        ? call.getTypeFactory().createSqlType(SqlTypeName.NULL)
        : call.getTypeFactory().leastRestrictive(types);
  }

  private static @Nullable RelDataType part(String path, SqlOperatorBinding call) {
    String[] steps = path.substring(1).split("\\.", -1);
    int argument = Integer.parseInt(steps[0]) - 1;
    RelDataType type = argument < call.getOperandCount() ? call.getOperandType(argument) : null;
    for (int i = 1; i < steps.length && type != null; i++) {
      type = step(type, steps[i]);
    }
    return type;
  }

  private static @Nullable RelDataType step(RelDataType type, String step) {
    return switch (step) {
      case "element" -> type.getComponentType();
      case "key" -> type.getKeyType();
      case "value" -> type.getValueType();
      case "first" -> field(type, 0);
      case "second" -> field(type, 1);
      default -> throw new IllegalArgumentException("no part " + step + " of a type");
    };
  }

  private static @Nullable RelDataType field(RelDataType type, int index) {
    return type.isStruct() && type.getFieldCount() > index
        ? type.getFieldList().get(index).getType()
        : null;
  }
}
