package io.penstock.planner.functions;

import io.penstock.planner.functions.Signature.Kind;
import io.penstock.planner.functions.Signature.Nulls;
import io.penstock.planner.functions.Signature.Stability;
import io.penstock.planner.types.SparkTypeFactory;
import io.penstock.planner.types.SparkTypeParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.calcite.rel.type.RelDataType;

/** What Spark's analysis answered, as a test of the Spark engine wrote it down. */
record Probes(List<Function> functions) {

  /**
   * An argument that was tried.
   *
   * @param literal its value, if it is a literal of a number or a string
   */
  record Argument(String code, String sql, RelDataType type, Optional<Object> literal) {
    boolean isColumn() {
      return sql.equals(code);
    }
  }

  /** A call and its answer: a type, or {@code !} and a condition. */
  record Probe(List<Argument> arguments, String answer) {
    boolean isAccepted() {
      return !answer.startsWith("!");
    }
  }

  /** All that was asked about one function. */
  record Function(
      String name,
      Kind kind,
      Stability stability,
      Set<Integer> counts,
      boolean variadic,
      Nulls nulls,
      List<Probe> probes) {}

  private static final int MANY = 12;

  static Probes read() {
    SparkTypeFactory factory = new SparkTypeFactory();
    Map<String, Argument> arguments = new HashMap<>();
    List<Function> functions = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Probes.class.getResourceAsStream("/spark-probes.tsv.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        switch (parts[0]) {
          case "#" -> arguments.put(parts[1], argument(parts, factory));
          case ">" -> functions.add(function(parts));
          default -> {
            List<Probe> probes = functions.get(functions.size() - 1).probes();
            for (String call : parts[1].split(" ")) {
              probes.add(probe(call, parts[0], arguments));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Probes(functions);
  }

  private static Argument argument(String[] parts, SparkTypeFactory factory) {
    RelDataType type =
        factory.createTypeWithNullability(
            SparkTypeParser.parse(parts[3], factory).orElseThrow(), true);
    String sql = parts[2];
    Optional<Object> literal = Optional.empty();
    if (sql.startsWith("'")) {
      literal = Optional.of(sql.substring(1, sql.length() - 1));
    } else if (Character.isDigit(sql.charAt(0))) {
      literal = Optional.of(new BigDecimal(sql));
    }
    return new Argument(parts[1], sql, type, literal);
  }

  private static Function function(String[] parts) {
    TreeSet<Integer> counts =
        parts[3].isEmpty()
            ? new TreeSet<>()
            : Arrays.stream(parts[3].split(","))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    boolean variadic = counts.remove(MANY);
    while (variadic && counts.size() > 1) {
      counts.pollLast();
    }
    Kind kind =
        parts[2].equals("WITHIN_GROUP")
            ? Kind.ORDERED_SET
            : parts[4].equals("none")
                ? Kind.UNKNOWN
                : Kind.valueOf(parts[4].toUpperCase(Locale.ROOT));
    return new Function(
        parts[1],
        kind,
        Stability.valueOf(parts[5].toUpperCase(Locale.ROOT)),
        counts,
        variadic,
        Nulls.valueOf(parts[6].toUpperCase(Locale.ROOT)),
        new ArrayList<>());
  }

  private static Probe probe(String call, String answer, Map<String, Argument> arguments) {
    String codes = call.substring(1, call.length() - 1);
    return new Probe(
        codes.isEmpty() ? List.of() : Arrays.stream(codes.split(",")).map(arguments::get).toList(),
        answer);
  }
}
