package io.penstock.planner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes Delta logs by hand: a test needs no data files. */
public final class DeltaLogs {
  private DeltaLogs() {}

  /** A commit file of the lines. */
  public static void commit(Path table, long version, List<String> actions) {
    Path log = table.resolve("_delta_log");
    try {
      Files.createDirectories(log);
      Files.writeString(
          log.resolve(String.format("%020d.json", version)), String.join("\n", actions) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new table of columns such as {@code "a int"} and {@code "b decimal(15,2) not null"}. */
  public static void create(Path table, List<String> columns, String... more) {
    List<String> actions = new ArrayList<>();
    actions.add(protocol(1, 2));
    actions.add(metadata(columns));
    actions.addAll(List.of(more));
    commit(table, 0, actions);
  }

  public static String protocol(int reader, int writer) {
    return "{\"protocol\":{\"minReaderVersion\":%d,\"minWriterVersion\":%d}}"
        .formatted(reader, writer);
  }

  /** Reader features of protocol (3, 7). */
  public static String features(String... names) {
    String list = "\"" + String.join("\",\"", names) + "\"";
    return ("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
            + "\"readerFeatures\":[%s],\"writerFeatures\":[%s]}}")
        .formatted(list, list);
  }

  public static String metadata(List<String> columns) {
    return metadata(columns.stream().map(DeltaLogs::fieldOf).toList(), "{}", "[]");
  }

  /** Metadata of fields in JSON. */
  public static String metadata(
      List<String> fields, String configuration, String partitionColumns) {
    String schema = "{\"type\":\"struct\",\"fields\":[" + String.join(",", fields) + "]}";
    return ("{\"metaData\":{\"id\":\"5fba94ed-9794-4965-ba6e-6ee3c0d22af9\",\"format\":{\"provider\":"
            + "\"parquet\",\"options\":{}},\"schemaString\":\"%s\",\"partitionColumns\":%s,"
            + "\"configuration\":%s,\"createdTime\":1700000000000}}")
        .formatted(
            schema.replace("\\", "\\\\").replace("\"", "\\\""), partitionColumns, configuration);
  }

  /** A data file. */
  public static String add(String path, long size, long rows) {
    return add(path, size, "{\\\"numRecords\\\":" + rows + "}", "");
  }

  /** A data file with statistics (escaped JSON) and further members, such as a deletion vector. */
  public static String add(String path, long size, String stats, String more) {
    return ("{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":%d,\"modificationTime\":"
            + "1700000000000,\"dataChange\":true%s%s}}")
        .formatted(path, size, stats.isEmpty() ? "" : ",\"stats\":\"" + stats + "\"", more);
  }

  public static String remove(String path) {
    return "{\"remove\":{\"path\":\"%s\",\"deletionTimestamp\":1700000000000,\"dataChange\":true}}"
        .formatted(path);
  }

  /** A field in JSON, of a column such as {@code "a int"}. */
  public static String fieldOf(String column) {
    boolean required = column.endsWith(" not null");
    String text = required ? column.substring(0, column.length() - " not null".length()) : column;
    int space = text.indexOf(' ');
    return field(text.substring(0, space), typeJson(text.substring(space + 1)), !required, "{}");
  }

  private static String typeJson(String type) {
    return switch (type) {
      case "int" -> "\"integer\"";
      case "bigint" -> "\"long\"";
      case "tinyint" -> "\"byte\"";
      case "smallint" -> "\"short\"";
      default -> type.startsWith("{") ? type : "\"" + type + "\"";
    };
  }

  /** A field in JSON. */
  public static String field(String name, String typeJson, boolean nullable, String metadata) {
    return "{\"name\":\"%s\",\"type\":%s,\"nullable\":%s,\"metadata\":%s}"
        .formatted(name, typeJson, nullable, metadata);
  }
}
