package io.penstock.benchmarks.queries;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One query of TPC-H. Tables are named {@code tpch.<table>}.
 *
 * @param number from 1 to 22
 * @param text as sent, without a semicolon
 * @param sortColumns the result columns (from 0) of ORDER BY, most significant first; empty when
 *     the query has one row
 */
public record TpchQuery(int number, String text, List<Integer> sortColumns)
    implements BenchmarkQuery {
  private static final Pattern LIMIT = Pattern.compile("\\s+limit (\\d+)\\s*$");

  /** ORDER BY of each query as columns of its result. */
  private static final List<List<Integer>> SORT_COLUMNS =
      List.of(
          List.of(0, 1),
          List.of(0, 2, 1, 3),
          List.of(1, 2),
          List.of(0),
          List.of(1),
          List.of(),
          List.of(0, 1, 2),
          List.of(0),
          List.of(0, 1),
          List.of(2),
          List.of(1),
          List.of(0),
          List.of(1, 0),
          List.of(),
          List.of(0),
          List.of(3, 0, 1, 2),
          List.of(),
          List.of(4, 3),
          List.of(),
          List.of(0),
          List.of(1, 0),
          List.of(0));

  public TpchQuery {
    text = text.strip();
    sortColumns = List.copyOf(sortColumns);
  }

  /**
   * All queries, in order.
   *
   * @param scale of the lake; query 11 takes the fraction 0.0001 / scale (clause 2.4.11.3)
   */
  public static List<TpchQuery> all(BigDecimal scale) {
    BigDecimal fraction =
        new BigDecimal("0.0001").divide(scale, 10, RoundingMode.HALF_UP).stripTrailingZeros();
    List<TpchQuery> queries = new ArrayList<>();
    for (int number = 1; number <= SORT_COLUMNS.size(); number++) {
      String text = resource(number).replace(":fraction", fraction.toPlainString());
      queries.add(new TpchQuery(number, text, SORT_COLUMNS.get(number - 1)));
    }
    return queries;
  }

  private static String resource(int number) {
    String name = String.format(Locale.ROOT, "q%02d.sql", number);
    try (InputStream in = TpchQuery.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + name + " cannot be read", e);
    }
  }

  /** The name in reports: q01 to q22. */
  @Override
  public String name() {
    return String.format(Locale.ROOT, "q%02d", number);
  }

  @Override
  public String referenceText() {
    return LIMIT.matcher(text).replaceFirst("");
  }

  @Override
  public AnswerRule rule(List<String> referenceColumns) {
    Matcher limit = LIMIT.matcher(text);
    return new AnswerRule(
        referenceColumns,
        List.of(),
        sortColumns,
        limit.find() ? OptionalInt.of(Integer.parseInt(limit.group(1))) : OptionalInt.empty());
  }
}
