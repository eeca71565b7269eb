package io.penstock.planner;

import io.penstock.planner.classify.ExplainMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.externalize.RelWriterImpl;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.Pair;
import org.jspecify.annotations.Nullable;

/** A plan for people to read. */
final class PlanText extends RelWriterImpl {
  private static final int MAX_LENGTH = 256 * 1024;

  private final ExplainMode mode;

  /** What operators do, where that does not stand in the tree. */
  private final List<String> details = new ArrayList<>();

  private PlanText(PrintWriter out, ExplainMode mode) {
    super(out, SqlExplainLevel.EXPPLAN_ATTRIBUTES, false);
    this.mode = mode;
  }

  /** Calcite's text without the character set of every literal, and not endless. */
  static String of(RelNode plan, ExplainMode mode) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written);
    PlanText writer = new PlanText(out, mode);
    plan.explain(writer);
    writer.details.forEach(detail -> out.print("\n" + detail));
    out.flush();
    String text =
        written
            .toString()
            .replace("\r\n", "\n")
            .replace(":VARCHAR CHARACTER SET \"UTF-8\"", "")
            .replace(" CHARACTER SET \"UTF-8\"", "")
            .replace("CHARACTER SET \"UTF-8\"", "")
            .replace("_UTF-8'", "'");
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...\n";
  }

  @Override
  protected void explain_(RelNode rel, List<Pair<String, @Nullable Object>> values) {
    StringBuilder line = new StringBuilder();
    spacer.spaces(line);
    line.append(rel.getRelTypeName());
    if (mode == ExplainMode.FORMATTED) {
      int number = details.size() + 1;
      line.append(" (").append(number).append(')');
      details.add(detail(number, rel, values));
    } else {
      List<String> attributes = attributes(values, "=[", "]");
      line.append(attributes.isEmpty() ? "" : "(" + String.join(", ", attributes) + ")");
    }
    if (mode == ExplainMode.COST) {
      line.append(": ").append(rows(rel));
    } else if (mode == ExplainMode.EXTENDED) {
      line.append(": ").append(columns(rel));
    }
    pw.print(line.append('\n'));
    spacer.add(2);
    rel.getInputs().forEach(input -> input.explain(this));
    spacer.subtract(2);
  }

  private static String detail(
      int number, RelNode rel, List<Pair<String, @Nullable Object>> values) {
    StringBuilder detail = new StringBuilder();
    detail.append('(').append(number).append(") ").append(rel.getRelTypeName()).append('\n');
    attributes(values, ": ", "").forEach(a -> detail.append("  ").append(a).append('\n'));
    return detail.append("  output: ").append(columns(rel)).append('\n').toString();
  }

  private static List<String> attributes(
      List<Pair<String, @Nullable Object>> values, String open, String close) {
    List<String> attributes = new ArrayList<>();
    for (Pair<String, @Nullable Object> value : values) {
      if (!(value.right instanceof RelNode)) {
        attributes.add(value.left + open + value.right + close);
      }
    }
    return attributes;
  }

  private static String columns(RelNode rel) {
    List<String> columns = new ArrayList<>();
    for (RelDataTypeField field : rel.getRowType().getFieldList()) {
      String type = field.getType().getFullTypeString();
      columns.add(field.getName() + " " + type);
    }
    return "[" + String.join(", ", columns) + "]";
  }

  private static String rows(RelNode rel) {
    Double rows = rel.getCluster().getMetadataQuery().getRowCount(rel);
    return rows == null ? "rows unknown" : String.format(Locale.ROOT, "about %,.0f rows", rows);
  }
}
