package io.penstock.planner;

import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TableSnapshot.FileTotals;
import io.penstock.planner.types.SparkTypeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What DESCRIBE says of a table, laid out as Spark does. */
final class TableDescription {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.notNullable("col_name", ArrowType.Utf8.INSTANCE),
              Field.notNullable("data_type", ArrowType.Utf8.INSTANCE),
              Field.nullable("comment", ArrowType.Utf8.INSTANCE)));

  private final TableSnapshot table;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  TableDescription(TableSnapshot table) {
    this.table = table;
  }

  Answer answer(boolean extended) {
    table.schema().getFields().forEach(this::column);
    if (!table.partitionColumns().isEmpty()) {
      row("# Partition Information", "", "");
      row("# col_name", "data_type", "comment");
      table.partitionColumns().forEach(name -> column(table.schema().findField(name)));
    }
    if (extended) {
      details();
    }
    return new Answer(SCHEMA, rows);
  }

  private void details() {
    FileTotals totals = table.totals();
    row("", "", "");
    row("# Detailed Table Information", "", "");
    row("Catalog", table.pin().name().catalog(), "");
    row("Database", table.pin().name().schema(), "");
    row("Table", table.pin().name().table(), "");
    row("Type", "EXTERNAL", "");
    row("Provider", "delta", "");
    row("Version", String.valueOf(table.pin().version()), "");
    row("Files", String.valueOf(totals.files()), "");
    row("Size", ByteSizes.text(totals.bytes()), "");
    row(
        "Rows",
        totals.rows().isPresent() ? String.valueOf(totals.rows().getAsLong()) : "unknown",
        "");
    Map<String, String> properties = new TreeMap<>(table.properties());
    if (!properties.isEmpty()) {
      row("Table Properties", properties.toString(), "");
    }
  }

  private void column(Field field) {
    row(field.getName(), SparkTypeText.of(field), field.getMetadata().get("comment"));
  }

  private void row(String name, String type, @Nullable String comment) {
    rows.add(Arrays.asList(name, type, comment));
  }
}
