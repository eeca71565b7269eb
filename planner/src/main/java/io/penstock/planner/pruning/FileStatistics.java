package io.penstock.planner.pruning;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a file's statistics say of one column. */
final class FileStatistics {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final List<String> path;
  private OptionalLong records = OptionalLong.empty();
  private OptionalLong nulls = OptionalLong.empty();
  private @Nullable Value low;
  private @Nullable Value high;

  /** A value in JSON. */
  record Value(String text, boolean quoted) {}

  private FileStatistics(List<String> path) {
    this.path = path;
  }

  /**
   * @param json of the file
   * @param path the column's physical names
   */
  static FileStatistics read(String json, List<String> path) {
    FileStatistics statistics = new FileStatistics(path);
    try (JsonParser parser = FACTORY.createParser(json)) {
      statistics.read(parser);
      return statistics;
    } catch (IOException e) {
      // Statistics are a hint: those that nobody can read are none.
      return new FileStatistics(path);
    }
  }

  /** Rows in the file, deleted ones too. */
  static OptionalLong records(String json) {
    return read(json, List.of()).records;
  }

  OptionalLong records() {
    return records;
  }

  OptionalLong nulls() {
    return nulls;
  }

  @Nullable Value low() {
    return low;
  }

  @Nullable Value high() {
    return high;
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "numRecords" -> records = number(value(parser, 0, List.of()));
        case "minValues" -> low = value(parser, 0, path);
        case "maxValues" -> high = value(parser, 0, path);
        case "nullCount" -> nulls = number(value(parser, 0, path));
        default -> parser.skipChildren();
      }
    }
  }

  /** The value at the end of a path of objects; leaves the parser at the current value's end. */
  private static @Nullable Value value(JsonParser parser, int depth, List<String> path)
      throws IOException {
    if (depth == path.size()) {
      JsonToken token = parser.currentToken();
      if (token.isScalarValue()) {
        return token == JsonToken.VALUE_NULL
            ? null
            : new Value(parser.getText(), token == JsonToken.VALUE_STRING);
      }
      parser.skipChildren();
      return null;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    Value found = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals(path.get(depth));
      parser.nextToken();
      if (wanted) {
        found = value(parser, depth + 1, path);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private static OptionalLong number(@Nullable Value value) {
    return value != null && !value.quoted() && value.text().matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(value.text()))
        : OptionalLong.empty();
  }
}
