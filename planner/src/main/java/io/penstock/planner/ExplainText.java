package io.penstock.planner;

import io.penstock.execution.api.Lane;
import io.penstock.execution.api.TablePin;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The answer to EXPLAIN: one row with all that is known of a query before it runs. */
final class ExplainText {
  private ExplainText() {}

  static PlannedCommand.Answer answer(PlannedQuery query) {
    return answer(text(query));
  }

  static PlannedCommand.Answer answer(EngineStatement statement) {
    StringBuilder text = new StringBuilder("== Logical plan ==\nnone\n\n== Tables ==\n");
    if (statement.pins().isEmpty() && statement.creations().isEmpty()) {
      text.append("none\n");
    }
    for (TablePin pin : statement.pins()) {
      text.append(pin.name()).append(", ").append(state(pin)).append('\n');
    }
    for (EngineStatement.Creation creation : statement.creations()) {
      text.append(creation.name()).append(", to be created\n");
    }
    text.append("\n== Lane ==\n").append(Lane.SPARK.label()).append(": passed through. ");
    text.append(statement.reason()).append("\n\n== Text for the engine ==\n");
    return answer(text.append(statement.text().strip()).append('\n').toString());
  }

  private static String state(TablePin pin) {
    if (pin.isFiles()) {
      return "files";
    }
    return pin.isTarget() ? "to be changed, newest version" : "version " + pin.version();
  }

  private static PlannedCommand.Answer answer(String text) {
    Schema schema = new Schema(List.of(Field.notNullable("plan", ArrowType.Utf8.INSTANCE)));
    return new PlannedCommand.Answer(schema, List.of(List.of(text)));
  }

  private static String text(PlannedQuery query) {
    StringBuilder text = new StringBuilder("== Logical plan ==\n");
    text.append(query.logicalPlan().stripTrailing()).append("\n\n== Tables ==\n");
    if (query.tables().isEmpty()) {
      text.append("none\n");
    }
    for (PlannedTable table : query.tables()) {
      TablePin pin = table.pin();
      text.append(pin.name())
          .append(", version ")
          .append(pin.version())
          .append(": ")
          .append(files(table))
          .append(", ")
          .append(ByteSizes.text(table.bytes()))
          .append(", ")
          .append(
              table.rows().isPresent() ? count(table.rows().getAsLong(), "row") : "rows unknown")
          .append('\n');
    }
    text.append("\n== Lane ==\n").append(query.lane().label()).append(": ");
    text.append(query.laneReason()).append("\n\n== Text for the engine ==\n");
    return text.append(query.engineText().strip()).append('\n').toString();
  }

  private static String files(PlannedTable table) {
    String all = count(table.allFiles(), "file");
    return table.files() == table.allFiles()
        ? all
        : String.format(Locale.ROOT, "%,d of %s", table.files(), all);
  }

  private static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
