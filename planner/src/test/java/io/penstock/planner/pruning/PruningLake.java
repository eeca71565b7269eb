package io.penstock.planner.pruning;

import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import io.penstock.planner.catalog.LakeCatalog;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tables that are only logs, and the files that a query has to read of them. */
final class PruningLake implements AutoCloseable {
  private final Path folder;
  private final LakeCatalog catalog;
  private final QueryValidator validator;

  PruningLake(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("lake"));
    // Schemas are listed once a second.
    table("first", List.of("i int"), List.of());
    this.catalog = LakeCatalog.open(this.folder, folder.resolve("control.db"));
    this.validator = new QueryValidator(catalog);
  }

  /** Creates table {@code s.name}. */
  void table(String name, List<String> columns, List<String> partitionColumns, String... adds) {
    String partitions =
        partitionColumns.isEmpty() ? "[]" : "[\"" + String.join("\",\"", partitionColumns) + "\"]";
    table(name, DeltaLogs.features("timestampNtz"), columns, "{}", partitions, adds);
  }

  void table(
      String name,
      String protocol,
      List<String> columns,
      String configuration,
      String partitions,
      String... adds) {
    List<String> actions = new ArrayList<>();
    actions.add(protocol);
    actions.add(
        DeltaLogs.metadata(
            columns.stream().map(DeltaLogs::fieldOf).toList(), configuration, partitions));
    actions.addAll(List.of(adds));
    DeltaLogs.commit(folder.resolve("s").resolve(name), 0, actions);
  }

  /** A file with statistics in JSON. */
  static String file(String path, String stats) {
    return file(path, stats, "{}");
  }

  static String file(String path, String stats, String partitionValues) {
    return ("{\"add\":{\"path\":\"%s\",\"partitionValues\":%s,\"size\":10,\"modificationTime\":1,"
            + "\"dataChange\":true%s}}")
        .formatted(
            path,
            partitionValues,
            stats.isEmpty()
                ? ""
                : ",\"stats\":\"" + stats.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
  }

  /** A file of ten rows in which a column is between two JSON values. */
  static String range(String path, String column, String low, String high) {
    return file(
        path,
        ("{\"numRecords\":10,\"minValues\":{\"%1$s\":%2$s},\"maxValues\":{\"%1$s\":%3$s},"
                + "\"nullCount\":{\"%1$s\":0}}")
            .formatted(column, low, high));
  }

  /** The paths of the files that the query reads, in the log's order. */
  List<String> files(String table, String sql) {
    var query =
        validator.validate(
            SqlText.of(sql), "lake", "s", List.of(), PlanningDeadline.in(Duration.ofMinutes(1)));
    ScanFilter filter = ScanFilters.of(query.plan().rel).of(List.of("lake", "s", table));
    return catalog
        .snapshot(new TableName("lake", "s", table))
        .files()
        .orElseThrow()
        .matching(filter)
        .stream()
        .map(DataFile::path)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    catalog.close();
  }
}
