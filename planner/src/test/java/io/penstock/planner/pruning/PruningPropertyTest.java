package io.penstock.planner.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rows in random files, random conditions: no file of a row that matches is left out. */
class PruningPropertyTest {
  private static final int FILES = 60;
  private static final int CONDITIONS = 500;
  private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=", "<=>");
  private static final List<String> COLUMNS = List.of("i", "f", "s", "d", "ts", "n", "p");

  @TempDir Path folder;
  private final Random random = new Random(42);

  /** A condition and what it is for a row: true, false or null. */
  private record Condition(String sql, java.util.function.Function<Row, Boolean> value) {}

  /** Times are UTC; the session's zone is so many hours off. */
  private record Row(Map<String, Object> values, int zoneHours) {}

  @Test
  void noFileOfAMatchingRowIsDropped() throws Exception {
    try (PruningLake lake = new PruningLake(folder)) {
      List<List<Row>> files = new ArrayList<>();
      List<String> adds = new ArrayList<>();
      for (int file = 0; file < FILES; file++) {
        List<Row> rows = rows();
        files.add(rows);
        adds.add(
            PruningLake.file(
                "f" + file,
                random.nextInt(20) == 0 ? "" : stats(rows),
                "{\"p\":"
                    + (rows.get(0).values().get("p") == null
                        ? "null"
                        : quoted((String) rows.get(0).values().get("p")))
                    + "}"));
      }
      lake.table(
          "t",
          List.of(
              "i int",
              "f double",
              "s string",
              "d date",
              "ts timestamp",
              "n timestamp_ntz",
              "p string"),
          List.of("p"),
          adds.toArray(String[]::new));
      long read = 0;
      for (int i = 0; i < CONDITIONS; i++) {
        Condition condition = condition(3);
        List<String> kept = lake.files("t", "SELECT 1 FROM t WHERE " + condition.sql());
        read += kept.size();
        for (int file = 0; file < FILES; file++) {
          if (files.get(file).stream()
              .anyMatch(r -> Boolean.TRUE.equals(condition.value().apply(r)))) {
            assertThat(kept).as(condition.sql()).contains("f" + file);
          }
        }
      }
      // else nothing would be tested
      assertThat(read).isLessThan((long) (0.8 * FILES * CONDITIONS));
    }
  }

  private List<Row> rows() {
    int center = random.nextInt(100);
    String partition = random.nextInt(5) == 0 ? null : word(random.nextInt(3));
    boolean nulls = random.nextBoolean();
    return IntStream.range(0, 1 + random.nextInt(5))
        .mapToObj(
            r -> {
              Map<String, Object> row = new LinkedHashMap<>();
              for (String column : COLUMNS) {
                boolean isNull = nulls && random.nextInt(3) == 0;
                row.put(column, isNull ? null : value(column, center + random.nextInt(5)));
              }
              row.put("p", partition);
              return new Row(row, random.nextInt(27) - 12);
            })
        .toList();
  }

  private Object value(String column, int number) {
    return switch (column) {
      case "i" -> number;
      case "f" ->
          random.nextInt(12) == 0
              ? Double.valueOf(Double.NaN)
              : random.nextInt(10) == 0 ? Double.valueOf(-0.0) : Double.valueOf(number / 10.0);
      case "d" -> START.plusDays(number).truncatedTo(ChronoUnit.DAYS);
      case "ts", "n" -> START.plusHours(number).plus(random.nextInt(3) * 499L, ChronoUnit.MICROS);
      default -> word(number);
    };
  }

  private String word(int number) {
    String start =
        Character.toString("abcé\ud83d\ude00".codePointAt(new int[] {0, 1, 2, 3, 4}[number % 5]));
    return start
        + (number % 3 == 0 ? "x".repeat(31 + number % 4) + number : String.valueOf(number));
  }

  private String stats(List<Row> rows) {
    List<String> low = new ArrayList<>();
    List<String> high = new ArrayList<>();
    List<String> nulls = new ArrayList<>();
    for (String column : COLUMNS.subList(0, COLUMNS.size() - 1)) {
      List<Object> values =
          rows.stream()
              .map(r -> r.values().get(column))
              .filter(v -> v != null)
              .sorted(PruningPropertyTest::compare)
              .collect(Collectors.toList());
      if (random.nextInt(5) != 0) {
        nulls.add(quoted(column) + ":" + (rows.size() - values.size()));
      }
      if (random.nextBoolean()) {
        // some writers leave NaN out
        values.removeIf(v -> v instanceof Double f && f.isNaN());
      }
      if (!values.isEmpty() && random.nextInt(10) != 0) {
        low.add(quoted(column) + ":" + json(column, values.get(0)));
        high.add(quoted(column) + ":" + json(column, values.get(values.size() - 1)));
      }
    }
    return "{\"numRecords\":%d,\"minValues\":{%s},\"maxValues\":{%s},\"nullCount\":{%s}}"
        .formatted(
            rows.size(), String.join(",", low), String.join(",", high), String.join(",", nulls));
  }

  private static String json(String column, Object value) {
    if (value instanceof LocalDateTime time) {
      return quoted(
          column.equals("d")
              ? time.toLocalDate().toString()
              : MILLIS.format(time) + (column.equals("ts") ? "Z" : ""));
    }
    if (value instanceof String text) {
      int end = text.offsetByCodePoints(0, Math.min(32, text.codePointCount(0, text.length())));
      return quoted(text.substring(0, end));
    }
    return value instanceof Double f && f.isNaN() ? "\"NaN\"" : value.toString();
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static int compare(Object a, Object b) {
    if (a instanceof String x && b instanceof String y) {
      return Arrays.compareUnsigned(
          x.getBytes(java.nio.charset.StandardCharsets.UTF_8),
          y.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    if (a instanceof Double x && b instanceof Double y) {
      return Double.compare(x + 0.0, y + 0.0);
    }
    return a instanceof Integer x && b instanceof Integer y
        ? Integer.compare(x, y)
        : ((LocalDateTime) a).compareTo((LocalDateTime) b);
  }

  private Condition condition(int depth) {
    if (depth > 0 && random.nextBoolean()) {
      Condition a = condition(depth - 1);
      Condition b = condition(depth - 1);
      return switch (random.nextInt(3)) {
        case 0 ->
            new Condition(
                "(" + a.sql() + " AND " + b.sql() + ")",
                r -> and(a.value().apply(r), b.value().apply(r)));
        case 1 ->
            new Condition(
                "(" + a.sql() + " OR " + b.sql() + ")",
                r -> not(and(not(a.value().apply(r)), not(b.value().apply(r)))));
        default -> new Condition("NOT (" + a.sql() + ")", r -> not(a.value().apply(r)));
      };
    }
    String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
    return switch (random.nextInt(6)) {
      case 0 -> new Condition(column + " IS NULL", r -> r.values().get(column) == null);
      case 1 -> new Condition(column + " IS NOT NULL", r -> r.values().get(column) != null);
      case 2 -> in(column);
      case 3 -> column.equals("s") || column.equals("p") ? like(column) : comparison(column);
      default -> comparison(column);
    };
  }

  private Condition like(String column) {
    String word = word(random.nextInt(100));
    String prefix = word.substring(0, word.offsetByCodePoints(0, 1 + random.nextInt(2)));
    return new Condition(
        column + " LIKE '" + prefix + "%'",
        r -> r.values().get(column) instanceof String s ? (Boolean) s.startsWith(prefix) : null);
  }

  private Condition in(String column) {
    Condition a = comparison(column, "=");
    Condition b = comparison(column, "=");
    String sql = column + " IN (" + operand(a) + ", " + operand(b) + ")";
    return new Condition(sql, r -> not(and(not(a.value().apply(r)), not(b.value().apply(r)))));
  }

  private static String operand(Condition equality) {
    return equality.sql().substring(equality.sql().indexOf('=') + 2);
  }

  private Condition comparison(String column) {
    return comparison(column, OPERATORS.get(random.nextInt(OPERATORS.size())));
  }

  private Condition comparison(String column, String operator) {
    Object literal = value(column, random.nextInt(105));
    while (literal instanceof Double f && f.isNaN()) {
      literal = value(column, random.nextInt(105));
    }
    Object right = literal;
    return new Condition(
        column + " " + operator + " " + sql(column, literal),
        r -> {
          Object left = r.values().get(column);
          if (left == null) {
            return operator.equals("<=>") ? false : null;
          }
          Object other =
              column.equals("ts") ? ((LocalDateTime) right).minusHours(r.zoneHours()) : right;
          return holds(operator, compare(left, other));
        });
  }

  private static String sql(String column, Object literal) {
    if (literal instanceof LocalDateTime time) {
      return switch (column) {
        case "d" -> "DATE '" + time.toLocalDate() + "'";
        case "ts" -> "TIMESTAMP '" + MICROS.format(time) + "'";
        default -> "'" + MICROS.format(time) + "'";
      };
    }
    return literal instanceof String
        ? "'" + literal + "'"
        : literal + (literal instanceof Double ? "D" : "");
  }

  private static Boolean holds(String operator, int order) {
    return switch (operator) {
      case "=", "<=>" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static Boolean not(Boolean a) {
    return a == null ? null : (Boolean) !a;
  }

  private static Boolean and(Boolean a, Boolean b) {
    if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
      return false;
    }
    return a == null || b == null ? null : (Boolean) true;
  }
}
