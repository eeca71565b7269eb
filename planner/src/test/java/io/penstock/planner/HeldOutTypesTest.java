package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.PenstockException;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.types.SparkTypeFactory;
import io.penstock.planner.types.SparkTypeParser;
import io.penstock.planner.types.SparkTypeText;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of calls on types that the signatures were not derived from, against the types that
 * Spark's analysis gave them. What the planner does not know it may refuse; any other type than
 * Spark's is a failure.
 */
class HeldOutTypesTest {
  /**
   * Of the calls, so many may be refused: most are of functions that have a syntax of their own.
   */
  private static final double REFUSED = 0.08;

  /** They are Calcite's own operators. */
  private static final Set<String> OF_GRAMMAR = Set.of("not", "!");

  private record Call(String sql, String type) {}

  @TempDir Path folder;
  private final Map<String, Integer> refused = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();

  @Test
  void noCallHasAnotherTypeThanInSpark() throws Exception {
    List<String> columns = new ArrayList<>();
    Map<String, List<Call>> calls = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    HeldOutTypesTest.class.getResourceAsStream("/spark-held-out.tsv.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        if (parts[0].equals("#")) {
          columns.add(DeltaLogs.field(parts[1], parts[2], true, "{}"));
        } else if (!OF_GRAMMAR.contains(parts[0])) {
          calls
              .computeIfAbsent(parts[0], name -> new ArrayList<>())
              .add(new Call(parts[1], parts[2]));
        }
      }
    }
    int count = calls.values().stream().mapToInt(List::size).sum();
    try (PlannerFixture fixture = new PlannerFixture(folder)) {
      DeltaLogs.commit(
          fixture.lake.resolve("tpch").resolve("held"),
          0,
          List.of(
              DeltaLogs.features("timestampNtz", "variantType"),
              DeltaLogs.metadata(columns, "{}", "[]")));
      calls.forEach((function, of) -> check(fixture, function, of));
    }
    int refusals = refused.values().stream().mapToInt(n -> n).sum();
    assertThat(differences).isEmpty();
    assertThat(refusals).as("refused: " + refused).isLessThan((int) (REFUSED * count));
    assertThat(count).isGreaterThan(5000);
  }

  private void check(PlannerFixture fixture, String function, List<Call> calls) {
    try {
      compare(fixture, calls);
    } catch (PenstockException | Unplanned e) {
      // One of them is not planned: which?
      for (Call call : calls) {
        try {
          compare(fixture, List.of(call));
        } catch (Unplanned one) {
          refused.merge(function, 1, Integer::sum);
        } catch (PenstockException one) {
          differences.add(call.sql() + " is " + call.type() + " but: " + one.getMessage());
        }
      }
    }
  }

  /** It would be run as it is, without a plan. */
  private static final class Unplanned extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void compare(PlannerFixture fixture, List<Call> calls) {
    String sql =
        calls.stream().map(Call::sql).collect(Collectors.joining(", ", "select ", " from held"));
    PlannedStatement statement = fixture.planner.plan(sql, PlannerFixture.context(Map.of()));
    if (!(statement instanceof PlannedQuery query)) {
      throw new Unplanned();
    }
    List<PlannedColumn> planned = query.columns();
    for (int i = 0; i < calls.size(); i++) {
      String type = SparkTypeText.of(planned.get(i).field());
      if (!type.equals(expected(calls.get(i).type()))) {
        differences.add(calls.get(i).sql() + " is " + calls.get(i).type() + " but planned " + type);
      }
    }
  }

  private static String expected(String type) {
    return SparkTypeParser.parse(type, new SparkTypeFactory())
        .map(t -> SparkTypeText.of(ArrowTypes.toArrow("c", t)))
        .orElse(type);
  }
}
