package io.penstock.benchmarks.queries;

import static java.util.Map.entry;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One text of TPC-DS as Spark's own tests have it: the 99 queries are 103 texts. Tables are named
 * without a schema.
 *
 * @param name from q1 to q99, with a or b where a query has two texts
 * @param text as sent, without a semicolon
 * @param schema the answer's columns as Spark's golden files have them
 */
public record TpcdsQuery(String name, String text, List<Column> schema) implements BenchmarkQuery {

  /** A column's name and its type in Spark's spelling. */
  public record Column(String name, String type) {}

  private static final Pattern LIMIT =
      Pattern.compile("\\s+limit\\s+(\\d+)\\s*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern GOLDEN_COLUMN =
      Pattern.compile("(.*?):(\\w+(?:\\(\\d+,\\d+\\))?)(?:,|$)");

  /**
   * Result columns of ORDER BY where the text cannot tell: a name of two columns (q39 orders by the
   * columns of inv1, then by those of inv2, q64 by cs2.cnt), a key that the result shows under
   * another name (q84, q91), one row (q16, q92, q94, q95, q96), and q78, whose columns after the
   * first are ordered by what they are made of.
   */
  private static final Map<String, List<Integer>> SORT_COLUMNS =
      Map.ofEntries(
          entry("q16", List.of()),
          entry("q39a", List.of(0, 1, 2, 3, 4, 7, 8, 9)),
          entry("q39b", List.of(0, 1, 2, 3, 4, 7, 8, 9)),
          entry("q64", List.of(0, 1, 20)),
          entry("q78", List.of(0, 1, 2, 3, 4, 5, 6)),
          entry("q84", List.of(0)),
          entry("q91", List.of(3)),
          entry("q92", List.of()),
          entry("q94", List.of()),
          entry("q95", List.of()),
          entry("q96", List.of()));

  public TpcdsQuery {
    text = text.strip();
    schema = List.copyOf(schema);
  }

  /**
   * All texts, in order.
   *
   * @param folder with the tests jar of spark-sql unpacked
   * @throws ToolException INVALID_PARAMETER_VALUE if the texts are not there
   */
  public static List<TpcdsQuery> all(Path folder) {
    Path texts = folder.resolve("tpcds");
    try (Stream<Path> files = Files.list(texts)) {
      List<TpcdsQuery> queries = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        String name = file.getFileName().toString().replace(".sql", "");
        queries.add(
            new TpcdsQuery(
                name,
                Files.readString(file, StandardCharsets.UTF_8),
                goldenSchema(folder.resolve("tpcds-query-results"), name)));
      }
      queries.sort(
          Comparator.<TpcdsQuery>comparingInt(q -> Integer.parseInt(q.name.replaceAll("\\D", "")))
              .thenComparing(TpcdsQuery::name));
      return queries;
    } catch (IOException e) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE, "The texts of TPC-DS cannot be read from " + texts, e);
    }
  }

  /** As of version 1.4, or of 2.7 where that is the same text and only that one was recorded. */
  private static List<Column> goldenSchema(Path results, String query) throws IOException {
    Path file = results.resolve("v1_4/" + query + ".sql.out");
    if (!Files.exists(file)) {
      file = results.resolve("v2_7/" + query + ".sql.out");
    }
    String schema =
        Files.readString(file, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("struct<"))
            .findFirst()
            .map(line -> line.substring("struct<".length(), line.length() - 1))
            .orElseThrow();
    List<Column> columns = new ArrayList<>();
    Matcher matcher = GOLDEN_COLUMN.matcher(schema);
    while (matcher.find()) {
      columns.add(new Column(matcher.group(1), matcher.group(2)));
    }
    return columns;
  }

  @Override
  public String referenceText() {
    return DuckDbTexts.adapted(name, LIMIT.matcher(text).replaceFirst(""));
  }

  @Override
  public AnswerRule rule(List<String> referenceColumns) {
    Matcher limit = LIMIT.matcher(text);
    return new AnswerRule(
        schema.stream().map(Column::name).toList(),
        schema.stream().map(Column::type).toList(),
        sortColumns(),
        limit.find() ? OptionalInt.of(Integer.parseInt(limit.group(1))) : OptionalInt.empty());
  }

  /** A key that the answer does not show is one of the reference answer's columns behind it. */
  private List<Integer> sortColumns() {
    if (SORT_COLUMNS.containsKey(name)) {
      return SORT_COLUMNS.get(name);
    }
    List<Integer> columns = new ArrayList<>();
    int hidden = schema.size();
    for (String key : sortKeys()) {
      int column = column(key);
      columns.add(column >= 0 ? column : hidden++);
    }
    return columns;
  }

  private List<String> sortKeys() {
    String unlimited = LIMIT.matcher(text).replaceFirst("");
    int order = orderStart(unlimited);
    if (order == unlimited.length()) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    for (String item :
        splitAtCommas(unlimited.substring(order).replaceFirst("(?i)order\\s+by", ""))) {
      keys.add(item.strip().replaceFirst("(?i)\\s+(asc|desc)$", "").replaceAll("\\s+", " "));
    }
    return keys;
  }

  /** The result column that a key is: by position, by name, or by the text it was named for. */
  private int column(String key) {
    if (key.matches("\\d+")) {
      return Integer.parseInt(key) - 1;
    }
    String name = key.matches("\\w+\\.\\w+") ? key.substring(key.indexOf('.') + 1) : key;
    for (int i = 0; i < schema.size(); i++) {
      if (schema.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the outermost ORDER BY begins; the text's end if there is none. */
  private static int orderStart(String text) {
    int order = text.toLowerCase(Locale.ROOT).lastIndexOf("order by");
    boolean outermost =
        order >= 0
            && text.substring(order).chars().filter(c -> c == '(').count()
                == text.substring(order).chars().filter(c -> c == ')').count();
    return outermost ? order : text.length();
  }

  private static List<String> splitAtCommas(String text) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        items.add(text.substring(start, i));
        start = i + 1;
      }
    }
    items.add(text.substring(start));
    return items;
  }
}
