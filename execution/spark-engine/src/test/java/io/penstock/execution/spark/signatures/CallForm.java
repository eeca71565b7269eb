package io.penstock.execution.spark.signatures;

import java.util.List;
import java.util.stream.Collectors;

/** How a function is called. */
enum CallForm {
  PLAIN,
  /** Over an ordered window. */
  OVER,
  /** The first argument is what the group is ordered by. */
  WITHIN_GROUP;

  String call(String name, List<Argument> arguments) {
    return call(name, arguments, "");
  }

  /** Of columns whose names begin with a prefix; NULL and literals stay as they are. */
  String call(String name, List<Argument> arguments, String prefix) {
    List<String> texts =
        arguments.stream()
            .map(a -> a == Argument.NULL || a.isLiteral() ? a.sql() : prefix + a.sql())
            .toList();
    int skipped = this == WITHIN_GROUP ? 1 : 0;
    String inner = texts.stream().skip(skipped).collect(Collectors.joining(","));
    String call = "`" + name + "`(" + inner + ")";
    return switch (this) {
      case PLAIN -> call;
      case OVER -> call + " OVER (ORDER BY 1)";
      case WITHIN_GROUP -> call + " WITHIN GROUP (ORDER BY " + texts.get(0) + ")";
    };
  }
}
